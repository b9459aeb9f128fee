import { runCases, report } from "./run.ts";
const seed=Number(process.argv[2]), cases=Number(process.argv[3]);
const t0=performance.now(); const c0=process.cpuUsage();
let mid: any;
const t = await runCases({seed, cases}, (x)=>{ if (x.cases===20) mid={t:performance.now(),c:process.cpuUsage()}; });
const c=process.cpuUsage(mid?.c ?? c0);
console.log(report(t, seed));
console.log("wall/case ms", ((performance.now()-(mid?.t??t0))/(cases-20)).toFixed(1), "cpu/case ms", ((c.user+c.system)/1000/(cases-20)).toFixed(1));
