import '@lwc/synthetic-shadow';
import { createElement } from 'lwc';
import App from 'shell/app';
import { components } from 'local-org/components';
console.log(components);

document.body.appendChild(createElement('shell-app', { is: App }));
