//! What JumpCloud sends. Sources: JumpCloud Help Center, "Identity Management using a Custom SCIM Integration", sections
//! "Important Considerations" and "Group Management Considerations" (what it makes, changes and ends; no bodies); the bodies of
//! users after the sanitized samples of the crate scim_v2 1.0.0, `src/test_data/provider_samples/jumpcloud_*.json`. Those of
//! groups are not published: they are RFC 7644's, with the list in `value` that users report. Names and addresses are ours.

use crate::{World, id};
use serde_json::json;

const USER: &str = r#"{
    "active": true,
    "addresses": [{"country": "US", "locality": "Boulder", "postalCode": "80027", "primary": true, "region": "CO", "streetAddress": "1 Main St", "type": "work"}],
    "displayName": "First Last",
    "emails": [{"primary": true, "type": "work", "value": "first@jc.example"}],
    "externalId": "66e2d689590450d073d2df3b",
    "locale": "en-US",
    "name": {"familyName": "Last", "givenName": "First"},
    "phoneNumbers": [{"primary": true, "type": "work", "value": "tel:+1-555-555-5555"}],
    "preferredLanguage": "en-US",
    "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
    "userName": "first@jc.example"
}"#;

/// COM-14. `jumpcloud_create_user.json`.
#[tokio::test]
async fn a_user_is_made_and_answered_as_it_was_sent() {
    let world = World::default();
    let made = world.send("POST", "/Users", USER).await;
    assert_eq!(made.status, 201);
    let (shown, sent) = (made.body.clone().unwrap(), serde_json::from_str::<serde_json::Value>(USER).unwrap());
    for (name, value) in sent.as_object().unwrap().iter().filter(|(name, _)| *name != "schemas") {
        assert_eq!(&shown[name], value, "{name}");
    }
    assert_eq!(world.kept(&id(&made)).user.extra.attributes().len(), 4);
}

/// COM-14. `jumpcloud_put_user_minimal.json`: `emails` is null; what is not sent is gone.
#[tokio::test]
async fn put_with_null_clears() {
    let world = World::default();
    let id = id(&world.send("POST", "/Users", USER).await);
    let body = format!(
        r#"{{"active":true,"emails":null,"id":"{id}","name":{{"familyName":"Last","givenName":"New"}},
            "schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"first@jc.example"}}"#
    );
    assert_eq!(world.send("PUT", &format!("/Users/{id}"), &body).await.status, 200);
    let user = world.kept(&id).user;
    assert!(user.active && user.emails.is_empty() && user.extra.attributes().is_empty() && user.external_id.is_none());
    assert_eq!(user.given_name.as_deref(), Some("New"));
}

/// COM-14. Deactivation by PUT; a PUT that does not name `active` changes nothing of it.
#[tokio::test]
async fn put_without_active_leaves_it() {
    let world = World::default();
    let id = id(&world.send("POST", "/Users", USER).await);
    let address = format!("/Users/{id}");
    assert_eq!(world.send("PUT", &address, &USER.replace("\"active\": true", "\"active\": false")).await.status, 200);
    assert!(!world.kept(&id).user.active);
    let answer = world.send("PUT", &address, &USER.replace("\"active\": true,", "")).await;
    assert_eq!((answer.status, &answer.body.unwrap()["active"]), (200, &json!(false)));
    assert!(!world.kept(&id).user.active);
    let null = USER.replace("\"active\": true", "\"active\": null");
    assert_eq!((world.send("PUT", &address, &null).await.status, world.kept(&id).user.active), (200, false));
    assert_eq!(world.send("PUT", &address, USER).await.status, 200);
    assert!(world.kept(&id).user.active);
}

/// COM-14. "Group Management Considerations": renamed; members by PUT of the whole, and by PATCH with a list.
#[tokio::test]
async fn a_group_is_put_whole() {
    let world = World::default();
    let (a, b) = (world.user("a@jc.example").await, world.user("b@jc.example").await);
    let group = world.group("Engineering", &[&a]).await;
    let body = format!(
        r#"{{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"id":"{group}","displayName":"Engineering 2","members":[{{"value":"{b}"}}]}}"#
    );
    let answer = world.send("PUT", &format!("/Groups/{group}"), &body).await;
    assert_eq!((answer.status, &answer.body.unwrap()["members"][0]["value"]), (200, &json!(b)));
    assert_eq!((world.members(&group), world.memory.group_name(&group)), (vec![b.clone()], "Engineering 2".to_owned()));
    let remove = format!(r#"[{{"op":"remove","path":"members","value":[{{"value":"{b}"}}]}}]"#);
    assert_eq!(world.patch(&format!("/Groups/{group}"), &remove).await.status, 204);
    assert!(world.members(&group).is_empty());
}
