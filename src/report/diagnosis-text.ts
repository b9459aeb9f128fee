/** A diagnosis for people: a few lines that decide, or with `--full` everything that is known. */
import type { Diagnosis } from "../model/diagnosis.ts";
import { briefDiagnosisText } from "./brief/diagnosis.ts";
import { fullDiagnosisText } from "./diagnosis-full.ts";
import type { TextStyle } from "./text-style.ts";

export const diagnosisText = (diagnosis: Diagnosis, style: TextStyle): string =>
  style.isFull === true ? fullDiagnosisText(diagnosis, style) : briefDiagnosisText(diagnosis, style);
