//! What Okta sends. Source: Okta Developer, "Okta and SCIM Version 2.0" (SCIM 2.0 protocol reference), section named at each
//! test. Names and addresses are ours.

use crate::{World, id};
use serde_json::json;

const USER: &str = r#"{
    "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
    "userName": "test.user@okta.example",
    "name": {"givenName": "Test", "familyName": "User"},
    "emails": [{"primary": true, "value": "test.user@okta.example", "type": "work"}],
    "displayName": "Test User",
    "locale": "en-US",
    "externalId": "00ujl29u0le5T6Aj10h7",
    "groups": [],
    "password": "1mz050nq",
    "active": true
}"#;

/// COM-14. "Create Users".
#[tokio::test]
async fn a_user_is_made_and_the_password_is_not_kept() {
    let world = World::default();
    let none = world
        .send("GET", "/Users?filter=userName%20eq%20%22test.user%40okta.example%22&startIndex=1&count=100", "")
        .await;
    assert_eq!(none.body.unwrap()["totalResults"], 0);
    let made = world.send("POST", "/Users", USER).await;
    assert_eq!(made.status, 201);
    let record = world.kept(&id(&made));
    assert_eq!(record.user.display_name.as_deref(), Some("Test User"));
    assert_eq!(record.user.extra.attributes().len(), 1, "locale alone");
    assert!(!format!("{record:?}{made:?}").contains("1mz050nq"));
}

/// COM-14. "Create Users": one that is there already.
#[tokio::test]
async fn a_second_one_of_a_name_is_a_conflict() {
    let world = World::default();
    world.send("POST", "/Users", USER).await;
    let again = world
        .send(
            "POST",
            "/Users",
            &USER.replace("test.user@okta.example\",\n    \"name", "TEST.user@okta.example\",\n    \"name"),
        )
        .await;
    assert_eq!((again.status, crate::scim_type(&again)), (409, Some("uniqueness")));
}

/// COM-14. "Update a specific User (PUT)"; "Delete Users": Okta deactivates, by PUT or PATCH.
#[tokio::test]
async fn put_replaces_and_deactivates() {
    let world = World::default();
    let id = id(&world.send("POST", "/Users", USER).await);
    let body = format!(
        r#"{{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"{id}","userName":"test.user@okta.example",
            "name":{{"givenName":"Another","middleName":"Excited","familyName":"User"}},
            "emails":[{{"primary":true,"value":"test.user@okta.example","type":"work","display":"test.user@okta.example"}}],
            "active":false,"groups":[],"meta":{{"resourceType":"User"}}}}"#
    );
    let answer = world.send("PUT", &format!("/Users/{id}"), &body).await;
    assert_eq!((answer.status, &answer.body.as_ref().unwrap()["active"]), (200, &json!(false)));
    let user = world.kept(&id).user;
    assert!(!user.active);
    assert_eq!((user.given_name.as_deref(), user.display_name), (Some("Another"), None));
    assert_eq!(answer.body.unwrap()["name"], json!({"givenName":"Another","middleName":"Excited","familyName":"User"}));
}

/// COM-14. "Update a specific User (PATCH)".
#[tokio::test]
async fn patch_deactivates_by_an_object() {
    let world = World::default();
    let id = id(&world.send("POST", "/Users", USER).await);
    let answer = world.patch(&format!("/Users/{id}"), r#"[{"op":"replace","value":{"active":false}}]"#).await;
    assert_eq!((answer.status, &answer.body.unwrap()["active"]), (200, &json!(false)));
    assert!(!world.kept(&id).user.active);
    assert_eq!(answer.reading.effects, ["active=false"]);
}

/// COM-14. "Create Users": a returning leaver is made anew, and is the one of before.
#[tokio::test]
async fn a_leaver_comes_back_under_the_same_id() {
    let world = World::default();
    let first = id(&world.send("POST", "/Users", USER).await);
    world.patch(&format!("/Users/{first}"), r#"[{"op":"replace","value":{"active":false}}]"#).await;
    let renamed = USER.replace("\"userName\": \"test.user", "\"userName\": \"married.name");
    let again = world.send("POST", "/Users", &renamed).await;
    assert_eq!((again.status, id(&again)), (201, first.clone()), "by externalId");
    let user = world.kept(&first).user;
    assert_eq!((user.active, user.user_name.as_str()), (true, "married.name@okta.example"));
}

/// COM-14. "Update a specific group name".
#[tokio::test]
async fn a_group_is_renamed_by_id_and_name() {
    let world = World::default();
    let user = world.user("a@okta.example").await;
    let group = world.group("Test SCIMv2", &[&user]).await;
    let operations = format!(r#"[{{"op":"replace","value":{{"id":"{group}","displayName":"Test SCIMv2 new"}}}}]"#);
    assert_eq!(world.patch(&format!("/Groups/{group}"), &operations).await.status, 204);
    assert_eq!(world.memory.group_name(&group), "Test SCIMv2 new");
    assert_eq!(world.members(&group), [user]);
    let other = operations.replace(&group, "another-id");
    let answer = world.patch(&format!("/Groups/{group}"), &other).await;
    assert_eq!((answer.status, crate::scim_type(&answer)), (400, Some("mutability")));
}

/// COM-14. "Update specific group membership", "Add group members", "Replace all group members".
#[tokio::test]
async fn members_are_removed_by_a_filter_and_added() {
    let world = World::default();
    let (a, b) = (world.user("a@okta.example").await, world.user("b@okta.example").await);
    let group = world.group("Test SCIMv2", &[&a]).await;
    let address = format!("/Groups/{group}");
    let operations = format!(
        r#"[{{"op":"remove","path":"members[value eq \"{a}\"]"}},
            {{"op":"add","path":"members","value":[{{"value":"{b}","display":"b@okta.example"}}]}}]"#
    );
    assert_eq!(world.patch(&address, &operations).await.status, 204);
    assert_eq!(world.members(&group), [b.as_str()]);
    let replace =
        format!(r#"[{{"op":"replace","path":"members","value":[{{"value":"{a}","display":"a@okta.example"}}]}}]"#);
    assert_eq!(world.patch(&address, &replace).await.status, 204);
    assert_eq!(world.members(&group), [a.as_str()]);
    assert_eq!(world.patch(&address, r#"[{"op":"remove","path":"members"}]"#).await.status, 204);
    assert!(world.members(&group).is_empty(), "RFC 7644 §3.5.2.2");
    assert_eq!(world.send("DELETE", &address, "").await.status, 204);
    assert_eq!(world.send("GET", &address, "").await.status, 404);
}
