//! What Microsoft Entra ID sends. Sources, all of Microsoft Learn, "Microsoft Entra ID > Application provisioning":
//!
//! - T: "Tutorial: Develop and plan provisioning for a SCIM endpoint in Microsoft Entra ID", section named at each test;
//! - K: "Known issues and resolutions with SCIM 2.0 protocol compliance of the Microsoft Entra user provisioning service",
//!   section "Flags to alter the SCIM behavior", with and without the flag;
//! - C: "Customize user provisioning attribute-mappings for SaaS applications in Microsoft Entra ID", sections "Provisioning a
//!   role to a SCIM app" and "Provisioning a custom extension attribute to a SCIM compliant application".
//!
//! Names and addresses are ours.

use crate::{World, id, scim_type};
use gatehouse_scim::ENTERPRISE;
use serde_json::json;

const USER: &str = r#"{
    "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
    "externalId": "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef",
    "userName": "Anna.Sato@contoso.example",
    "active": true,
    "emails": [{"primary": true, "type": "work", "value": "anna@contoso.example"}],
    "meta": {"resourceType": "User"},
    "name": {"formatted": "Anna Sato", "familyName": "Sato", "givenName": "Anna"},
    "roles": []
}"#;

async fn made(world: &World) -> String {
    let made = world.send("POST", "/Users", USER).await;
    assert_eq!(made.status, 201, "{made:?}");
    id(&made)
}

/// COM-14. T, "Get User by query" and "Create User": nobody is found, then one is made.
#[tokio::test]
async fn a_user_is_looked_up_and_made() {
    let world = World::default();
    let address = "/Users?filter=userName+eq+%22anna.sato%40contoso.example%22";
    let none = world.send("GET", address, "").await;
    assert_eq!((none.status, &none.body.unwrap()["totalResults"]), (200, &json!(0)));
    let id = made(&world).await;
    let user = world.kept(&id).user;
    assert!(user.active);
    assert_eq!(user.user_name, "Anna.Sato@contoso.example", "its case stays");
    assert_eq!(user.external_id.as_deref(), Some("0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef"));
    assert_eq!((user.given_name.as_deref(), user.family_name.as_deref()), (Some("Anna"), Some("Sato")));
    assert_eq!(user.emails[0].value, "anna@contoso.example");
    assert!(user.extra.attributes().is_empty(), "roles: [] is absent");
    let one = world.send("GET", address, "").await.body.unwrap();
    assert_eq!((&one["totalResults"], &one["Resources"][0]["id"]), (&json!(1), &json!(id)));
}

/// COM-14. T, "Update User [Multi-valued properties]", and K: `Replace` in capitals.
#[tokio::test]
async fn an_address_and_a_name_are_replaced() {
    let world = World::default();
    let id = made(&world).await;
    let answer = world
        .patch(
            &format!("/Users/{id}"),
            r#"[{"op":"Replace","path":"emails[type eq \"work\"].value","value":"anna.s@contoso.example"},
                {"op":"Replace","path":"name.familyName","value":"Sato-Berg"}]"#,
        )
        .await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let user = world.kept(&id).user;
    assert_eq!(user.emails.len(), 1);
    assert_eq!((user.emails[0].value.as_str(), user.emails[0].primary), ("anna.s@contoso.example", true));
    assert_eq!((user.family_name.as_deref(), user.given_name.as_deref()), (Some("Sato-Berg"), Some("Anna")));
    assert_eq!(answer.reading.effects, ["emails.value", "name.familyName"]);
}

/// COM-14. T, "Update User [Multi-valued properties]", and C, for one who has no such values: they are made.
#[tokio::test]
async fn an_address_that_was_not_there_is_made() {
    let world = World::default();
    let id = world.user("bob@contoso.example").await;
    let operations = r#"[{"op":"Add","path":"emails[type eq \"work\"].value","value":"bob@contoso.example"},
        {"op":"Add","path":"phoneNumbers[type eq \"mobile\"].value","value":"+1 555 0100"},
        {"op":"Add","path":"addresses[type eq \"work\"].country","value":"JP"},
        {"op":"Add","path":"roles[primary eq \"True\"].value","value":"Engineer"}]"#;
    assert_eq!(world.patch(&format!("/Users/{id}"), operations).await.status, 200);
    let user = world.kept(&id).user;
    assert_eq!((user.emails[0].value.as_str(), user.emails[0].kind.as_deref()), ("bob@contoso.example", Some("work")));
    let extra = user.extra.attributes();
    assert_eq!(extra["phoneNumbers"], json!([{"type": "mobile", "value": "+1 555 0100"}]));
    assert_eq!(extra["addresses"], json!([{"type": "work", "country": "JP"}]));
    assert_eq!(extra["roles"], json!([{"primary": true, "value": "Engineer"}]));
}

/// COM-14. T, "Disable User"; K: without the flag `active` is a text.
#[tokio::test]
async fn a_user_is_disabled_and_the_answer_says_so() {
    for value in ["false", "\"False\"", "\"false\""] {
        let world = World::default();
        let id = made(&world).await;
        let operations = format!(r#"[{{"op":"Replace","path":"active","value":{value}}}]"#);
        let answer = world.patch(&format!("/Users/{id}?aadOptscim062020"), &operations).await;
        assert_eq!((answer.status, &answer.body.unwrap()["active"]), (200, &json!(false)));
        assert!(!world.kept(&id).user.active, "{value}");
        let back = world.patch(&format!("/Users/{id}"), r#"[{"op":"Replace","path":"active","value":"True"}]"#).await;
        assert_eq!((back.status, world.kept(&id).user.active), (200, true));
    }
}

/// COM-14. K, "Requests to replace multiple attributes" with the flag: no path, dotted names and URNs as keys; C.
#[tokio::test]
async fn an_operation_without_a_path_has_dotted_names_and_urns() {
    let world = World::default();
    let id = made(&world).await;
    let operations = r#"[{"op":"Replace","value":{
        "displayName":"Anna S.",
        "name.givenName":"Ann",
        "emails[type eq \"work\"].value":"ann@contoso.example",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber":"17",
        "urn:ietf:params:scim:schemas:extension:CustomExtensionName:2.0:User:tag":"blue"}}]"#;
    assert_eq!(world.patch(&format!("/Users/{id}"), operations).await.status, 200);
    let user = world.kept(&id).user;
    assert_eq!((user.display_name.as_deref(), user.given_name.as_deref()), (Some("Anna S."), Some("Ann")));
    assert_eq!(user.emails[0].value, "ann@contoso.example");
    let extra = user.extra.attributes();
    assert_eq!(extra[ENTERPRISE]["employeeNumber"], "17");
    assert_eq!(extra["urn:ietf:params:scim:schemas:extension:CustomExtensionName:2.0:User"]["tag"], "blue");
    let shown = world.send("GET", &format!("/Users/{id}"), "").await.body.unwrap();
    assert!(shown["schemas"].as_array().unwrap().contains(&json!(ENTERPRISE)));
}

/// COM-14. The manager is a text (apache/directory-scimple#1242), with and without the URN; an object; in a list of one.
#[tokio::test]
async fn the_manager_is_a_text_or_a_list() {
    let world = World::default();
    let id = made(&world).await;
    let urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";
    for (path, value) in [
        (urn, "\"m-1\""),
        ("manager", "\"m-2\""),
        ("manager", r#"[{"$ref":null,"value":"m-3"}]"#),
        (urn, r#"{"value":"m-4"}"#),
    ] {
        let operations = format!(r#"[{{"op":"Add","path":"{path}","value":{value}}}]"#);
        assert_eq!(world.patch(&format!("/Users/{id}"), &operations).await.status, 200, "{path} {value}");
        let manager = world.kept(&id).user.extra.attributes()[ENTERPRISE]["manager"]["value"].clone();
        assert!(value.contains(manager.as_str().unwrap()), "{manager}");
    }
    assert_eq!(
        world.patch(&format!("/Users/{id}"), &format!(r#"[{{"op":"Remove","path":"{urn}"}}]"#)).await.status,
        200
    );
    assert!(world.kept(&id).user.extra.attributes().is_empty());
}

/// COM-14. T, "Create Group", "Update Group [Add Members]", "Update Group [Remove Members]"; K: the list in `value`.
#[tokio::test]
async fn members_are_added_and_removed_by_a_list() {
    let world = World::default();
    let (a, b, c) = (world.user("a@x.example").await, world.user("b@x.example").await, world.user("c@x.example").await);
    let body = r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group","http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],
        "externalId":"8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159","displayName":"Licenses","meta":{"resourceType":"Group"}}"#;
    let group = id(&world.send("POST", "/Groups", body).await);
    let address = format!("/Groups/{group}");
    let add = format!(
        r#"[{{"op":"Add","path":"members","value":[{{"$ref":null,"value":"{a}"}},{{"value":"{b}"}},{{"value":"{c}"}}]}}]"#
    );
    assert_eq!(world.patch(&address, &add).await.status, 204);
    assert_eq!(world.members(&group), [a.as_str(), b.as_str(), c.as_str()]);
    let remove = format!(r#"[{{"op":"Remove","path":"members","value":[{{"$ref":null,"value":"{a}"}}]}}]"#);
    let answer = world.patch(&address, &remove).await;
    assert_eq!((answer.status, world.members(&group)), (204, vec![b.clone(), c.clone()]));
    assert_eq!(answer.reading.effects, ["members +0 -1"]);
    let rename = r#"[{"op":"Replace","path":"displayName","value":"Licenses of Contoso"}]"#;
    assert_eq!(world.patch(&address, rename).await.status, 204);
    assert_eq!(world.memory.group_name(&group), "Licenses of Contoso");
    let shown = world.send("GET", &format!("{address}?excludedAttributes=members"), "").await.body.unwrap();
    assert!(shown.get("members").is_none() && shown["displayName"] == "Licenses of Contoso");
    let found = world
        .send("GET", "/Groups?excludedAttributes=members&filter=displayName+eq+%22licenses%20of%20contoso%22", "")
        .await;
    assert_eq!(found.body.unwrap()["totalResults"], 1);
}

/// COM-14. K, "Requests to replace multiple attributes" without the flag; T, "Update User [Single-valued properties]".
#[tokio::test]
async fn each_attribute_has_an_operation() {
    let world = World::default();
    let id = made(&world).await;
    let operations = r#"[{"op":"Replace","path":"displayName","value":"Pvlo"},
        {"op":"Replace","path":"externalId","value":"Eqpj"},
        {"op":"Replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber","value":"18"},
        {"op":"Add","path":"nickName","value":"Babs"},
        {"op":"Replace","path":"userName","value":"Anna.Berg@contoso.example"}]"#;
    assert_eq!(world.patch(&format!("/Users/{id}"), operations).await.status, 200);
    let user = world.kept(&id).user;
    assert_eq!((user.display_name.as_deref(), user.external_id.as_deref()), (Some("Pvlo"), Some("Eqpj")));
    assert_eq!(user.user_name, "Anna.Berg@contoso.example");
    let extra = user.extra.attributes();
    assert_eq!((&extra[ENTERPRISE]["employeeNumber"], &extra["nickName"]), (&json!("18"), &json!("Babs")));
}

/// COM-14. K, "Requests made to remove a group member" with the flag.
#[tokio::test]
async fn a_member_is_removed_by_a_filter() {
    let world = World::default();
    let (a, b) = (world.user("a@x.example").await, world.user("b@x.example").await);
    let group = world.group("g", &[&a, &b]).await;
    let operations = format!(r#"[{{"op":"remove","path":"members[value eq \"{a}\"]"}}]"#);
    assert_eq!(world.patch(&format!("/Groups/{group}?aadOptscim062020"), &operations).await.status, 204);
    assert_eq!(world.members(&group), [b]);
}

/// COM-14. T, "Delete User": gone, then not found.
#[tokio::test]
async fn a_user_is_deleted_once() {
    let world = World::default();
    let id = made(&world).await;
    assert_eq!(world.send("DELETE", &format!("/Users/{id}"), "").await.status, 204);
    assert!(world.memory.user(&id).is_none());
    assert_eq!(world.send("DELETE", &format!("/Users/{id}"), "").await.status, 404);
    assert_eq!(
        world.patch(&format!("/Users/{id}"), r#"[{"op":"Replace","path":"active","value":false}]"#).await.status,
        404
    );
}

/// COM-14: of several operations all take effect, or none.
#[tokio::test]
async fn one_bad_operation_undoes_the_others() {
    let world = World::default();
    let id = made(&world).await;
    let before = world.kept(&id);
    let operations =
        r#"[{"op":"Replace","path":"active","value":"False"},{"op":"Replace","path":"userName","value":null}]"#;
    let answer = world.patch(&format!("/Users/{id}"), operations).await;
    assert_eq!((answer.status, scim_type(&answer)), (400, Some("invalidValue")));
    assert_eq!(world.kept(&id), before);
}
