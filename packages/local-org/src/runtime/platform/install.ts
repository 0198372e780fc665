/** Loading this module registers every platform type and sets the hooks of emitted code. */
import './access-level.ts';
import './async-statics.ts';
import './cache/install.ts';
import './change-event-header.ts';
import './cursor.ts';
import './custom-data.ts';
import './data-weave.ts';
import './database.ts';
import './database-results.ts';
import './dml-options.ts';
import './describe-field.ts';
import './describe-object.ts';
import './describe-tabs.ts';
import './event-bus.ts';
import './formula.ts';
import './formula-eval.ts';
import './hooks.ts';
import './http.ts';
import './lead-convert.ts';
import './limits-class.ts';
import './messaging/install.ts';
import './pages/controllers.ts';
import './pages/messages.ts';
import './pages/page-reference.ts';
import './pages/select-option.ts';
import './pages/url.ts';
import './query-locator.ts';
import './rest.ts';
import './security-class.ts';
import './sobject-methods.ts';
import './test-class.ts';
import './transaction.ts';
import './trigger-class.ts';
import './user-info.ts';
import { declareEnum } from './enums.ts';

// DmlException.getDmlType looks its values up by name
declareEnum('System.StatusCode');
