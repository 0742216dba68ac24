/**
 * Settings that no attempt in an empty pool can show: who counts as a holder, what happens in an outage. Told by name.
 */
import type { PolicyDocument } from '../../core/policy.ts';

/** A setting that differs. */
export type SettingChange = { readonly setting: string; readonly before: string; readonly after: string };

/** The settings of a document by the names that people write. `otherwise` and `denyMessage` have witnesses instead. */
function settingsOf({ mode, busyMessage, collision, lookup, unavailable }: PolicyDocument) {
  return {
    mode,
    busyMessage,
    'collision.holders': collision.holders,
    'collision.then': collision.then,
    lookup,
    'unavailable.directory': unavailable.directory,
    'unavailable.claims': unavailable.claims,
  };
}

/** Every setting that differs. */
export function settingChanges(before: PolicyDocument, after: PolicyDocument): readonly SettingChange[] {
  const now = new Map(Object.entries(settingsOf(after)));
  return Object.entries(settingsOf(before)).flatMap(([setting, value]) => {
    const other = now.get(setting) ?? value;
    return other === value ? [] : [{ setting, before: value, after: other }];
  });
}
