/** Recognises the ACS address at the identity provider is not that of this instance, and nothing that only looks like it. */
import { specifyPasted } from "../../testing/pasted-cause-spec.ts";
import { idpAcsMismatch, idpAcsMismatchIn } from "./cause.ts";

specifyPasted(
  { cause: idpAcsMismatch, noticedIn: idpAcsMismatchIn },
  {
    recognises: [
      [
        "AADSTS50011: The reply URL 'https://us-east-1.signin.aws/platform/saml/acs/x' specified in the request does not match the reply URLs configured for the application",
        "likely",
      ],
      ["AADSTS50011", "possible"],
      ["ACS URL mismatch in AWS IAM Identity Center", "likely"],
      [
        "AADSTS700016: Application with identifier 'https://us-east-1.signin.aws/platform/saml/d-906ab1c2d3' was not found in the directory",
        "likely",
      ],
    ],
    silent: ["AADSTS50105", "the ACS is up and running", ""],
  },
);
