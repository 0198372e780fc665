import { readFileSync, readdirSync } from 'node:fs';
import { parseApex } from '/work/main/packages/local-org/src/compiler/syntax/parser.ts';
import { SourceFile, formatDiagnostic } from '/work/main/packages/local-org/src/diagnostics/diagnostic.ts';
import { oracleErrors } from '/work/main/packages/local-org/test/syntax/support/oracle.ts';
import { mutate, random } from '/work/main/packages/local-org/test/syntax/support/mutations.ts';
const dir='/work/main/packages/local-org/test/syntax/fixtures/';
const N=Number(process.argv[2]??50);
const seed=Number(process.argv[3]??1);
const next=random(seed);
const seen=new Map();
let total=0, rejected=0;
for(const f of readdirSync(dir)) {
  const kind=f.endsWith('.cls')?'type':f.endsWith('.trigger')?'trigger':'anonymous';
  const src=readFileSync(dir+f,'utf8');
  const report=(s,label)=>{
    total++;
    const mine=parseApex(new SourceFile(f,s),kind).diagnostics; const o=oracleErrors(s,kind);
    if(mine.length) rejected++;
    if((mine.length>0)!==(o.length>0)) { 
      const m = mine[0]?formatDiagnostic(mine[0]):'accept'; const line = mine[0]?.line ?? Number(o[0].split(':')[0]);
      const key=(mine[0]?.message??'ACCEPT').replace(/'[^']*'/g,"'_'");
      seen.set(key,(seen.get(key)??0)+1);
      if(!process.argv[4] || key.startsWith(process.argv[4])) console.log(label,'| mine:',m,'| oracle:',o[0]??'accept','\n     ',s.split('\n').slice(line-2,line).join('\n      ')); }
  };
  report(src,'ORIG '+f);
  for(let i=0;i<N;i++) report(mutate(src,next),'mut');
}
console.log(total,rejected,seen);
