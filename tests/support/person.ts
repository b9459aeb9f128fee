/** A person in front of a browser, without one: the page's cookie and the fields of its form. */

export interface Person {
  /** Of the answer to the sign-in. */
  readonly status: number;
  /** Fills in the form that the page shows, with its hidden fields, and sends it. */
  readonly submit: (path: string, fields: Record<string, string>) => Promise<Response>;
}

export async function signedIn(lab: { readonly url: string }, userName: string, password = "lab"): Promise<Person> {
  const signIn = await fetch(`${lab.url}/start/sign-in`, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ user: userName, password, next: "/start" }),
  });
  const cookie = signIn.headers.get("set-cookie")?.split(";")[0] ?? "";
  const submit = async (path: string, fields: Record<string, string>): Promise<Response> => {
    const shown = await (await fetch(`${lab.url}${path}`, { headers: { cookie } })).text();
    const hidden = [...shown.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)];
    const body = new URLSearchParams(
      hidden.map(([, name = "", value = ""]): [string, string] => [name, value.replaceAll("&amp;", "&")]),
    );
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    return fetch(`${lab.url}${path.split("?")[0]}`, { method: "POST", redirect: "manual", headers: { cookie }, body });
  };
  return { status: signIn.status, submit };
}
