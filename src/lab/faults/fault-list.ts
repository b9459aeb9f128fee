/** The faults in force, with a notice when they change: they outlive the process where the lab's state does. */
import type { Fault } from "../../model/organization-document/document.ts";
import { type ActiveFault, activate } from "./decide.ts";

export interface FaultList {
  readonly all: () => readonly ActiveFault[];
  /** The faults without what they have counted. */
  readonly definitions: () => readonly Fault[];
  readonly add: (fault: Fault) => ActiveFault;
  /** Removes the fault of this id. */
  readonly remove: (id: string) => void;
  readonly replace: (faults: readonly Fault[]) => void;
}

export function createFaultList(onChange: (faults: readonly Fault[]) => void = () => undefined): FaultList {
  let active: readonly ActiveFault[] = [];
  const set = (faults: readonly ActiveFault[]): void => {
    active = faults;
    onChange(faults.map(definitionOf));
  };
  return {
    all: () => active,
    definitions: () => active.map(definitionOf),
    add: (fault) => {
      const added = activate(fault);
      set([...active, added]);
      return added;
    },
    remove: (id) => set(active.filter((fault) => fault.id !== id)),
    replace: (faults) => set(faults.map(activate)),
  };
}

const definitionOf = ({ matched: _, struck: __, ...fault }: ActiveFault): Fault => fault;
