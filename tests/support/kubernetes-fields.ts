/** The fields of Kubernetes' API that the manifest of deploy/ uses: a misspelt one is ignored by an API server that is not asked to be strict. */

/** A field with fields of its own, with items of these fields, with names that anybody chooses, or with a value. */
type Fields = { readonly [name: string]: Fields | readonly [Fields] | "names" | "value" };

const META: Fields = { name: "value", namespace: "value", labels: "names", annotations: "names" };
const LABELS: Fields = { matchLabels: "names" };
const PORTS: readonly [Fields] = [{ name: "value", port: "value", targetPort: "value", protocol: "value" }];
const PROBE: Fields = {
  httpGet: { path: "value", port: "value" },
  periodSeconds: "value",
  timeoutSeconds: "value",
  failureThreshold: "value",
};
const KEY_OF: Fields = { name: "value", key: "value" };

const CONTAINER: Fields = {
  name: "value",
  image: "value",
  args: "value",
  env: [{ name: "value", value: "value", valueFrom: { secretKeyRef: KEY_OF } }],
  ports: [{ name: "value", containerPort: "value" }],
  startupProbe: PROBE,
  livenessProbe: PROBE,
  readinessProbe: PROBE,
  resources: { requests: { cpu: "value", memory: "value" }, limits: { cpu: "value", memory: "value" } },
  securityContext: {
    allowPrivilegeEscalation: "value",
    readOnlyRootFilesystem: "value",
    capabilities: { drop: "value" },
  },
  volumeMounts: [{ name: "value", mountPath: "value", readOnly: "value" }],
};

const POD: Fields = {
  serviceAccountName: "value",
  automountServiceAccountToken: "value",
  terminationGracePeriodSeconds: "value",
  securityContext: {
    runAsNonRoot: "value",
    runAsUser: "value",
    runAsGroup: "value",
    fsGroup: "value",
    seccompProfile: { type: "value" },
  },
  topologySpreadConstraints: [
    { maxSkew: "value", topologyKey: "value", whenUnsatisfiable: "value", labelSelector: LABELS },
  ],
  containers: [CONTAINER],
  volumes: [{ name: "value", configMap: { name: "value" }, emptyDir: { sizeLimit: "value" } }],
};

const PEERS: readonly [Fields] = [
  { namespaceSelector: LABELS, podSelector: LABELS, ipBlock: { cidr: "value", except: "value" } },
];

/** By version and kind (Kubernetes API reference, v1.32). */
const KINDS: Readonly<Record<string, Fields>> = {
  "v1 Namespace": {},
  "v1 ServiceAccount": { automountServiceAccountToken: "value" },
  "v1 ConfigMap": { data: "names" },
  "v1 Service": { spec: { selector: "names", ports: PORTS } },
  "apps/v1 Deployment": {
    spec: { replicas: "value", selector: LABELS, template: { metadata: META, spec: POD } },
  },
  "policy/v1 PodDisruptionBudget": { spec: { minAvailable: "value", selector: LABELS } },
  "networking.k8s.io/v1 NetworkPolicy": {
    spec: {
      podSelector: LABELS,
      policyTypes: "value",
      ingress: [{ from: PEERS, ports: PORTS }],
      egress: [{ to: PEERS, ports: PORTS }],
    },
  },
};

/** The fields of a manifest that its kind does not have, as paths. */
export function unknownFields(manifest: Readonly<Record<string, unknown>>): readonly string[] {
  const kind = `${manifest["apiVersion"]} ${manifest["kind"]}`;
  const own = KINDS[kind];
  if (own === undefined) return [kind];
  return [...unknownIn(manifest, { apiVersion: "value", kind: "value", metadata: META, ...own }, kind)];
}

function* unknownIn(value: unknown, fields: Fields, path: string): Generator<string> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    yield path;
    return;
  }
  for (const [name, inner] of Object.entries(value)) {
    const at = `${path}.${name}`;
    const known = fields[name];
    if (known === undefined) yield at;
    else if (known === "names" || known === "value") continue;
    else if (!Array.isArray(known)) yield* unknownIn(inner, known as Fields, at);
    else if (!Array.isArray(inner)) yield at;
    else for (const [index, item] of inner.entries()) yield* unknownIn(item, known[0], `${at}[${index}]`);
  }
}
