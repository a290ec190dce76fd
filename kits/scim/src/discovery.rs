//! What this side can do (RFC 7643 §5 to §7): `ServiceProviderConfig`, `ResourceTypes`, `Schemas`.

use crate::render::list;
use crate::{ENTERPRISE, GROUP, USER, limits};
use serde_json::{Value, json};

/// `/ServiceProviderConfig`.
pub fn config(base: &str) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
        "patch": { "supported": true },
        "bulk": { "supported": false, "maxOperations": 0, "maxPayloadSize": 0 },
        "filter": { "supported": true, "maxResults": limits::PAGE },
        "changePassword": { "supported": false },
        "sort": { "supported": false },
        "etag": { "supported": true },
        "authenticationSchemes": [{
            "type": "oauthbearertoken",
            "name": "OAuth Bearer Token",
            "description": "A token that the owner of the company makes in the portal.",
            "specUri": "https://www.rfc-editor.org/info/rfc6750",
            "primary": true,
        }],
        "meta": { "resourceType": "ServiceProviderConfig", "location": format!("{base}/ServiceProviderConfig") },
    })
}

fn types(base: &str) -> Vec<Value> {
    let one = |name: &str, urn: &str, extensions: Value| {
        json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
            "id": name,
            "name": name,
            "endpoint": format!("/{name}s"),
            "description": if name == "User" { "A user of the company" } else { "A group of users" },
            "schema": urn,
            "schemaExtensions": extensions,
            "meta": { "resourceType": "ResourceType", "location": format!("{base}/ResourceTypes/{name}") },
        })
    };
    vec![one("User", USER, json!([{ "schema": ENTERPRISE, "required": false }])), one("Group", GROUP, json!([]))]
}

/// `/ResourceTypes` and `/ResourceTypes/NAME`.
pub fn resource_types(base: &str, name: Option<&str>) -> Option<Value> {
    find(types(base), name)
}

/// `/Schemas` and `/Schemas/URN`.
pub fn schemas(base: &str, urn: Option<&str>) -> Option<Value> {
    let all = [
        (USER, "User", "A user of the company", user()),
        (ENTERPRISE, "EnterpriseUser", "A user who is an employee", enterprise()),
        (GROUP, "Group", "A group of users", group()),
    ];
    let one = |(urn, name, description, attributes): (&str, &str, &str, Vec<Value>)| {
        json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
            "id": urn,
            "name": name,
            "description": description,
            "attributes": attributes,
            "meta": { "resourceType": "Schema", "location": format!("{base}/Schemas/{urn}") },
        })
    };
    find(all.into_iter().map(one).collect(), urn)
}

fn find(all: Vec<Value>, id: Option<&str>) -> Option<Value> {
    match id {
        None => Some(list(all.len() as u64, 0, &all)),
        Some(id) => all.into_iter().find(|one| one["id"].as_str().is_some_and(|own| own.eq_ignore_ascii_case(id))),
    }
}

/// An attribute as most are: one text that may be written, compared without case.
fn text(name: &str, description: &str) -> Value {
    json!({
        "name": name,
        "type": "string",
        "multiValued": false,
        "description": description,
        "required": false,
        "caseExact": false,
        "mutability": "readWrite",
        "returned": "default",
        "uniqueness": "none",
    })
}

fn with(mut attribute: Value, changes: &[(&str, Value)]) -> Value {
    for (name, value) in changes {
        attribute[*name] = value.clone();
    }
    attribute
}

fn truth(name: &str, description: &str) -> Value {
    with(text(name, description), &[("type", "boolean".into())])
}

fn complex(name: &str, description: &str, is_list: bool, parts: Vec<Value>) -> Value {
    let whole = with(text(name, description), &[("type", "complex".into()), ("multiValued", is_list.into())]);
    with(whole, &[("subAttributes", parts.into())])
}

fn values(name: &str, description: &str) -> Value {
    let parts = vec![
        text("value", "The value"),
        text("display", "How it is shown"),
        text("type", "Its kind, such as work or home"),
        truth("primary", "Whether it is the main one"),
    ];
    complex(name, description, true, parts)
}

fn read_only(attribute: Value) -> Value {
    with(attribute, &[("mutability", "readOnly".into())])
}

fn reference(kinds: &[&str]) -> Value {
    let kinds = json!(kinds);
    let address = text("$ref", "The address of the resource");
    with(address, &[("type", "reference".into()), ("referenceTypes", kinds), ("caseExact", true.into())])
}

fn user() -> Vec<Value> {
    let required = [("required", true.into()), ("uniqueness", "server".into())];
    let address = ["formatted", "streetAddress", "locality", "region", "postalCode", "country", "type"];
    let mut address: Vec<Value> = address.iter().map(|name| text(name, "A part of the address")).collect();
    address.push(truth("primary", "Whether it is the main one"));
    let groups = vec![
        read_only(text("value", "The id of the group")),
        read_only(reference(&["Group"])),
        read_only(text("display", "Its name")),
        with(read_only(text("type", "direct")), &[("canonicalValues", json!(["direct"]))]),
    ];
    vec![
        with(text("userName", "The name by which the other side knows the user"), &required),
        complex(
            "name",
            "The parts of the name",
            false,
            vec![
                text("formatted", "The whole name"),
                text("familyName", "Last name"),
                text("givenName", "First name"),
                text("middleName", "Middle name; kept"),
                text("honorificPrefix", "Title; kept"),
                text("honorificSuffix", "Suffix; kept"),
            ],
        ),
        text("displayName", "How the user is called"),
        text("nickName", "Kept"),
        text("title", "Kept"),
        text("userType", "Kept"),
        text("preferredLanguage", "Kept"),
        text("locale", "Kept"),
        text("timezone", "Kept"),
        truth("active", "Whether the user may come in"),
        values("emails", "Addresses"),
        values("phoneNumbers", "Kept"),
        complex("addresses", "Kept", true, address),
        values("roles", "Kept; gives no right here"),
        read_only(complex("groups", "The groups that the user is in", true, groups)),
    ]
}

fn enterprise() -> Vec<Value> {
    let manager = vec![
        text("value", "The id of the manager"),
        reference(&["User"]),
        read_only(text("displayName", "How the manager is called")),
    ];
    let mut all: Vec<Value> = ["employeeNumber", "costCenter", "organization", "division", "department"]
        .iter()
        .map(|name| text(name, "Kept"))
        .collect();
    all.push(complex("manager", "Kept", false, manager));
    all
}

fn group() -> Vec<Value> {
    let once = [("mutability", "immutable".into())];
    let members = vec![
        with(text("value", "The id of the user"), &once),
        with(reference(&["User"]), &once),
        with(with(text("type", "User"), &once), &[("canonicalValues", json!(["User"]))]),
        read_only(text("display", "How the user is called")),
    ];
    vec![
        with(text("displayName", "The name of the group"), &[("required", true.into())]),
        complex("members", "The users in it", true, members),
    ]
}
