import '@lwc/synthetic-shadow';
import { createElement } from 'lwc';
import App from './modules/shell/app/app.ts';

document.body.appendChild(createElement('shell-app', { is: App }));
