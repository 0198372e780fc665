/** WebServiceCallout.invoke, which classes generated from a WSDL call (Apex Reference Guide, WebServiceCallout Class, WebServiceMock Interface). */
import { throwApex, throwNull } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';
import type { ApexList } from '../library/list.ts';
import type { ApexMap } from '../library/map.ts';
import { beginCallout, refuseEndpoint } from './callouts.ts';

interface WebServiceMock {
  'doInvoke(Object,Object,Map,String,String,String,String,String,String)'(
    stub: unknown,
    request: unknown,
    response: ApexMap,
    endpoint: string | null,
    soapAction: string | null,
    requestName: string | null,
    responseNamespace: string | null,
    responseName: string | null,
    responseType: string | null,
  ): void;
}

/** endpoint, SOAP action, namespace and name of the request, namespace, name and type of the response */
const PARTS = 7;

function invoke(stub: unknown, request: unknown, response: ApexMap | null, info: ApexList | null): void {
  if (response === null || info === null) throwNull();
  if (info.items.length !== PARTS) {
    throwApex('System.CalloutException', `The information of a web service has ${PARTS} parts: ${info.items.length}`);
  }
  const [endpoint, soapAction, , requestName, responseNamespace, responseName, responseType] = info.items as (
    string | null
  )[];
  const mock = beginCallout('WebServiceMock') as WebServiceMock | undefined;
  if (mock === undefined) refuseEndpoint(endpoint ?? '');
  mock['doInvoke(Object,Object,Map,String,String,String,String,String,String)'](
    stub,
    request,
    response,
    endpoint,
    soapAction,
    requestName,
    responseNamespace,
    responseName,
    responseType,
  );
}

register('System.WebServiceCallout', { statics: { 'invoke(Object,Object,Map,List)': invoke } });
