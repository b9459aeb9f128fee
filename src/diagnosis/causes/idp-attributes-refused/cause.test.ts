/** Recognises the identity provider sends attributes that Identity Center does not accept, and nothing that only looks like it. */
import { specifyPasted } from "../../testing/pasted-cause-spec.ts";
import { idpAttributesRefused, idpAttributesRefusedIn } from "./cause.ts";

specifyPasted(
  { cause: idpAttributesRefused, noticedIn: idpAttributesRefusedIn },
  {
    recognises: [
      ["List attribute emails exceeds allowed limit of 1", "proved"],
      ["sends multi-valued attributes in the SAML assertion", "possible"],
      ["more than 50 attributes in the SAML assertion", "possible"],
      [
        '<saml:Attribute Name="https://aws.amazon.com/SAML/Attributes/AccessControl:team" NameFormat="x"><saml:AttributeValue>a</saml:AttributeValue><saml:AttributeValue>b</saml:AttributeValue></saml:Attribute>',
        "likely",
      ],
      [
        '<Attribute Name="https://aws.amazon.com/SAML/Attributes/AccessControl:team"><AttributeValue>a</AttributeValue></Attribute><Attribute Name="https://aws.amazon.com/SAML/Attributes/AccessControl:team"><AttributeValue>b</AttributeValue></Attribute>',
        "likely",
      ],
    ],
    silent: [
      "more than 50 attributes in my DynamoDB table",
      '<saml:Attribute Name="groups"><saml:AttributeValue>a</saml:AttributeValue><saml:AttributeValue>b</saml:AttributeValue></saml:Attribute>',
      '<Attribute Name="https://aws.amazon.com/SAML/Attributes/AccessControl:team"><AttributeValue>a</AttributeValue></Attribute>',
      "",
    ],
  },
);
