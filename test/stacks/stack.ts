/**
 * A stack as CloudFormation keeps it, by its rules for custom resources: who is called in which order, with which id, what
 * a failure or a missing answer brings about, and what a roll-back and a deletion do. Its other resources (roles,
 * permission, functions, the created pool) are entries of the local AWS.
 */
import { type LocalAws, poolArn } from './local-aws.ts';
import type { Packages } from './packages.ts';
import { ACCOUNT, REGION, statementsByRole } from './template.ts';

/** What a deployment says: the template's parameters, and the version of the package. */
export type Deployed = { readonly parameters: Readonly<Record<string, string>>; readonly version: string };

/** How an operation goes: where another resource fails, after the custom resource of that name. */
export type Course = { readonly failAfter?: string };

type Properties = Readonly<Record<string, unknown>>;
type Custom = { readonly type: string; readonly physicalId: string; readonly properties: Properties };
type Answered = {
  readonly status: 'SUCCESS' | 'FAILED' | 'none';
  readonly physicalId: string | undefined;
  readonly reason: string;
};
type Step = { readonly name: string; readonly properties: Properties };

let requests = 0;

/** One stack. */
export class Stack {
  status = 'none';
  /** What failed answers said, for whoever reads them. */
  readonly reasons: string[] = [];
  pool: string | null = null;
  readonly name: string;
  readonly aws: LocalAws;
  readonly packages: Packages;
  readonly #custom = new Map<string, Custom>();
  #deployed: Deployed | null = null;
  #running = '1';

  constructor(name: string, aws: LocalAws, packages: Packages) {
    this.name = name;
    this.aws = aws;
    this.packages = packages;
  }

  /** Whether the pool's owner sets the trigger. */
  get leavesTrigger(): boolean {
    return this.#deployed?.parameters['AttachTrigger'] === 'false';
  }

  /** The alias that pools call. */
  get trigger(): string {
    return `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${this.name}-guard:live`;
  }

  /** Creates or updates. */
  async deploy(next: Deployed, course: Course = {}): Promise<string> {
    this.status =
      this.#deployed === null ? await this.#create(next, course) : await this.#update(this.#deployed, next, course);
    return this.status;
  }

  /** Deletes; a custom resource that fails stops it, and another deletion goes on from there. */
  async delete(): Promise<string> {
    const deployed = this.#deployed ?? { parameters: {}, version: '1' };
    for (const step of this.#order(deployed).toReversed()) {
      if (!this.#custom.has(step.name)) continue;
      if (step.name === 'PublishedPolicy') this.#forbidPool(deployed);
      const answer = await this.#send('Delete', step.name, step.properties);
      if (answer.status !== 'SUCCESS') return this.#end('DELETE_FAILED');
      this.#custom.delete(step.name);
    }
    this.#remove(deployed);
    return this.#end('DELETE_COMPLETE');
  }

  async #create(next: Deployed, { failAfter }: Course): Promise<string> {
    this.aws.functions.set(this.trigger, new Set());
    this.#running = next.version;
    this.#grant(next, false);
    for (const name of this.#names(next)) {
      this.#before(name, next);
      const { properties } = this.#step(name, next);
      const answer = await this.#send('Create', name, properties);
      const made = answer.physicalId ?? `${this.name}-${name}-1X2Y3Z`;
      this.#custom.set(name, { type: name, physicalId: made, properties });
      if (answer.status !== 'SUCCESS' || failAfter === name) return this.#rollBackCreation(next);
    }
    this.#deployed = next;
    return 'CREATE_COMPLETE';
  }

  async #rollBackCreation(next: Deployed): Promise<string> {
    let failed = false;
    for (const [name, { properties }] of [...this.#custom].toReversed()) {
      const answer = await this.#send('Delete', name, properties);
      if (answer.status === 'SUCCESS') this.#custom.delete(name);
      else failed = true;
    }
    if (failed) {
      this.#deployed = next;
      return 'ROLLBACK_FAILED';
    }
    // RetainExceptOnCreate: what this very operation made goes, unless it is protected
    if (this.pool !== null) {
      if (this.aws.pools.get(this.pool)?.['DeletionProtection'] === 'ACTIVE') return 'ROLLBACK_FAILED';
      this.aws.pools.delete(this.pool);
      this.pool = null;
    }
    this.#remove(next);
    return 'ROLLBACK_COMPLETE';
  }

  async #update(former: Deployed, next: Deployed, { failAfter }: Course): Promise<string> {
    this.#running = next.version;
    const updated: string[] = [];
    for (const name of this.#names(former)) {
      this.#before(name, next);
      const [{ properties: old }, { properties }] = [this.#step(name, former), this.#step(name, next)];
      if (JSON.stringify(old) !== JSON.stringify(properties)) {
        updated.push(name);
        const answer = await this.#send('Update', name, properties, old);
        if (answer.status !== 'SUCCESS') return this.#rollBackUpdate(former, next, updated);
        this.#keep(name, properties, answer);
      }
      if (failAfter === name) return this.#rollBackUpdate(former, next, updated);
    }
    this.#deployed = next;
    return 'UPDATE_COMPLETE';
  }

  /** Old and new swapped. The alias may go back after the custom resources: the newer version hands over. */
  async #rollBackUpdate(former: Deployed, next: Deployed, updated: readonly string[]): Promise<string> {
    this.#forbidPool(next);
    for (const name of this.#names(former)) {
      this.#before(name, former);
      if (!updated.includes(name)) continue;
      const [{ properties: old }, { properties }] = [this.#step(name, next), this.#step(name, former)];
      const answer = await this.#send('Update', name, properties, old);
      if (answer.status !== 'SUCCESS') return 'UPDATE_ROLLBACK_FAILED';
      this.#keep(name, properties, answer);
    }
    this.#running = former.version;
    return 'UPDATE_ROLLBACK_COMPLETE';
  }

  #end(status: string): string {
    this.status = status;
    return status;
  }

  #keep(name: string, properties: Properties, { physicalId }: Answered): void {
    const custom = this.#custom.get(name);
    if (custom !== undefined)
      this.#custom.set(name, { ...custom, properties, physicalId: physicalId ?? custom.physicalId });
  }

  #names({ parameters }: Deployed): readonly string[] {
    const existing = (parameters['UserPoolId'] ?? '') !== '';
    const last = existing ? ['SettledTrigger'] : parameters['Environment'] === 'prod' ? ['PoolProtection'] : [];
    return ['GuardedPool', 'HeldCompanion', 'PublishedPolicy', 'AttachedTrigger', ...last];
  }

  #order(deployed: Deployed): readonly Step[] {
    return this.#names(deployed).map((name) => ({ name, ...this.#step(name, deployed) }));
  }

  #step(name: string, { parameters, version }: Deployed): { readonly properties: Properties } {
    const given = (key: string, otherwise: string) => parameters[key] ?? otherwise;
    const pool = given('UserPoolId', '') || this.pool || '';
    const Package = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${this.name}-deployment:${version}`;
    const sms = { SmsRoleArn: given('SmsRoleArn', '') };
    const trigger = {
      Environment: given('Environment', 'dev'),
      UserPoolId: pool,
      FunctionArn: this.trigger,
      AttachTrigger: given('AttachTrigger', 'true'),
    };
    const properties: Readonly<Record<string, Properties>> = {
      GuardedPool: {
        UserPoolId: given('UserPoolId', ''),
        Environment: given('Environment', 'dev'),
        AttachTrigger: given('AttachTrigger', 'true'),
      },
      HeldCompanion: { CompanionFunctionArn: given('CompanionFunctionArn', '') },
      PublishedPolicy: {
        Environment: given('Environment', 'dev'),
        OverwritePushedPolicy: given('OverwritePushedPolicy', 'false'),
        Package,
      },
      AttachedTrigger: { ...trigger, ReplaceTrigger: given('ReplaceTrigger', 'false'), ...sms },
      SettledTrigger: trigger,
      PoolProtection: { UserPoolId: pool, ...sms, Package },
    };
    return { properties: properties[name] ?? {} };
  }

  /** What the template has before a custom resource, by its references and DependsOn. */
  #before(name: string, deployed: Deployed): void {
    const existing = (deployed.parameters['UserPoolId'] ?? '') !== '';
    if (name === 'HeldCompanion') this.#grant(deployed, this.#custom.has('AttachedTrigger'));
    if (name === 'PublishedPolicy' && existing) this.#allowPool(deployed);
    if (name !== 'AttachedTrigger' || existing) return;
    if (this.pool === null) {
      this.pool = `${REGION}_${this.name.replaceAll('-', '')}`;
      this.aws.addPool(this.pool, { LambdaConfig: { PreSignUp: this.trigger } });
    }
    this.#allowPool(deployed);
  }

  #allowPool(deployed: Deployed): void {
    const pool = deployed.parameters['UserPoolId'] || this.pool || '';
    this.aws.functions.get(this.trigger)?.add(pool);
    this.#grant(deployed, true);
  }

  #forbidPool(deployed: Deployed): void {
    const pool = deployed.parameters['UserPoolId'] || this.pool || '';
    this.aws.functions.get(this.trigger)?.delete(pool);
    this.#grant(deployed, false);
  }

  /** The roles' statements in force; the policies that name the pool only where they are made. */
  #grant({ parameters }: Deployed, withPool: boolean): void {
    const fn = (kind: string) => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${this.name}-${kind}`;
    const names = {
      'UserPool.Arn': poolArn(this.pool ?? 'none'),
      'PreSignUpFunction.Alias': this.trigger,
      'PreSignUpFunction.Arn': fn('guard'),
      'DeploymentFunction.Arn': fn('deployment'),
      'ClaimTable.Arn': `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${this.name}-claims`,
      'LimitTable.Arn': `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${this.name}-limits`,
    };
    for (const [role, statements] of statementsByRole({ stack: this.name, parameters, names })) {
      const inForce = withPool ? statements : statements.filter(({ label }) => !/PoolAccess/u.test(label));
      this.aws.rights.set(`${this.name}.${role}`, inForce);
    }
  }

  #remove(deployed: Deployed): void {
    this.#forbidPool(deployed);
    this.aws.functions.delete(this.trigger);
    for (const role of [...this.aws.rights.keys()].filter((key) => key.startsWith(`${this.name}.`)))
      this.aws.rights.delete(role);
    this.#custom.clear();
    this.#deployed = null;
  }

  /** One event and its answer; a process that is cut off gives none. */
  async #send(RequestType: string, name: string, ResourceProperties: Properties, old?: Properties): Promise<Answered> {
    requests += 1;
    const RequestId = String(requests);
    const physicalId = this.#custom.get(name)?.physicalId;
    const event = {
      RequestType,
      RequestId,
      ResponseURL: `${this.aws.endpoint}/answer`,
      StackId: `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/${this.name}/1`,
      LogicalResourceId: name,
      ResourceType: `Custom::${name}`,
      ResourceProperties,
      ...(RequestType === 'Create' ? {} : { PhysicalResourceId: physicalId }),
      ...(old === undefined ? {} : { OldResourceProperties: old }),
    };
    const { promise, resolve } = Promise.withResolvers<Answered>();
    this.aws.onAnswer = (body) => {
      if (body['RequestId'] !== RequestId) return;
      const status = body['Status'] === 'SUCCESS' ? 'SUCCESS' : 'FAILED';
      if (status === 'FAILED') this.reasons.push(String(body['Reason']));
      resolve({ status, physicalId: String(body['PhysicalResourceId']), reason: String(body['Reason']) });
    };
    this.aws.onCut = () => {
      this.aws.cutAfter = Number.POSITIVE_INFINITY;
      void this.packages.kill().then(() => resolve({ status: 'none', physicalId: undefined, reason: 'no answer' }));
    };
    const call = (version: string, body: unknown) =>
      this.packages.call(version, `${this.name}.DeploymentRole`, this.aws.endpoint, body);
    this.aws.onInvoke = (functionArn, body) => void call(functionArn.split(':').at(-1) ?? '', body);
    await call(this.#running, event);
    return promise;
  }
}
