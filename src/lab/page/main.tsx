/**
 * Starts the page.
 */
import { render } from 'preact';
import { App } from './app.tsx';
import './style/tokens.css';
import './style/people.css';
import './style/layout.css';
import './style/controls.css';
import './style/feed.css';
import './style/first-view.css';
import './style/pool.css';
import './style/users.css';
import './style/policy.css';

const place = document.getElementById('page');
if (place !== null) render(<App />, place);
