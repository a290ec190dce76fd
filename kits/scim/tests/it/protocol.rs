//! The protocol itself: lists, filters, versions, discovery, and what the directory refuses.

use crate::{BASE, World, header, id, scim_type};
use gatehouse_scim::{ENTERPRISE, Error, GROUP, Request, USER, UserFilter, UserTerm, refused};
use serde_json::json;

/// COM-14
#[tokio::test]
async fn lists_are_paged_from_one() {
    let world = World::default();
    for n in 0..250 {
        world.user(&format!("u{n}@x.example")).await;
    }
    for (query, start, items) in [
        ("", 1, 100),
        ("?startIndex=1&count=0", 1, 0),
        ("?count=-5", 1, 0),
        ("?startIndex=-3&count=10", 1, 10),
        ("?startIndex=0&count=10", 1, 10),
        ("?startIndex=241&count=200", 241, 10),
        ("?startIndex=251", 251, 0),
        ("?startIndex=9223372036854775807", i64::MAX, 0),
        ("?count=100000", 1, 200),
        ("?aadOptscim062020&sortBy=userName", 1, 100),
    ] {
        let body = world.send("GET", &format!("/Users{query}"), "").await.body.unwrap();
        assert_eq!(body["totalResults"], 250, "{query}");
        assert_eq!((&body["startIndex"], &body["itemsPerPage"]), (&json!(start), &json!(items)), "{query}");
        assert_eq!(body["Resources"].as_array().unwrap().len(), items, "{query}");
    }
}

/// COM-14
#[test]
fn filters_are_those_of_the_note() {
    for (text, term) in [
        (r#"userName eq "A""#, UserTerm::UserName("A".to_owned())),
        (r#"USERNAME EQ "A""#, UserTerm::UserName("A".to_owned())),
        (r#"urn:ietf:params:scim:schemas:core:2.0:User:userName eq "A""#, UserTerm::UserName("A".to_owned())),
        (r#"externalId eq "a\"b""#, UserTerm::ExternalId("a\"b".to_owned())),
        (r#"id eq "1""#, UserTerm::Id("1".to_owned())),
        ("active eq true", UserTerm::Active(true)),
        (r#"active eq "False""#, UserTerm::Active(false)),
        (r#"displayName eq "山田""#, UserTerm::DisplayName("山田".to_owned())),
        (r#"emails.value eq "a@b""#, UserTerm::Email("a@b".to_owned())),
        (r#"emails[type eq "work"].value eq "a@b""#, UserTerm::WorkEmail("a@b".to_owned())),
    ] {
        assert_eq!(UserFilter::parse(text).unwrap(), UserFilter(vec![term]), "{text}");
    }
    let both = UserFilter::parse(r#"userName eq "a" and active eq true"#).unwrap();
    assert_eq!(both.0.len(), 2);
    for text in [
        "",
        "userName",
        "userName eq",
        r#"userName co "a""#,
        "userName pr",
        r#"userName eq "a" or id eq "b""#,
        r#"not (id eq "a")"#,
        r#"(id eq "a")"#,
        r#"title eq "a""#,
        "userName eq true",
        "userName eq null",
        "active eq 1",
        r#"emails[type eq "home"].value eq "a""#,
        r#"emails[type eq "work"] eq "a""#,
        r#"emails[type eq "work"]"#,
        r#"userName eq "a" and"#,
        r#"userName eq "a"#,
        "userName eq 'a'",
    ] {
        let error = UserFilter::parse(text).unwrap_err();
        assert_eq!((error.status, error.body()["scimType"].as_str()), (400, Some("invalidFilter")), "{text}");
    }
    assert!(UserFilter::parse(&[r#"id eq "a""#; 11].join(" and ")).is_err());
}

/// COM-14
#[tokio::test]
async fn attributes_are_shown_and_left_out() {
    let world = World::default();
    let body = json!({
        "userName": "a@x.example", "name": { "givenName": "g", "familyName": "f" }, "title": "t",
        "emails": [{ "value": "a@x.example", "type": "work" }],
        ENTERPRISE: { "department": "d", "division": "v" },
    });
    let id = id(&world.send("POST", "/Users", &body.to_string()).await);
    let shown = |query: &str| {
        let address = format!("/Users/{id}?{query}");
        let world = &world;
        async move { world.send("GET", &address, "").await.body.unwrap() }
    };
    let only = shown("attributes=userName,name.familyName,EMAILS.value,urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:division").await;
    assert_eq!(
        only,
        json!({
            "schemas": [USER, ENTERPRISE], "id": id, "userName": "a@x.example", "name": { "familyName": "f" },
            "emails": [{ "value": "a@x.example" }], ENTERPRISE: { "division": "v" },
        })
    );
    let less = shown("excludedAttributes=name.givenName,meta,title,id,emails.type").await;
    assert!(less.get("meta").is_none() && less.get("title").is_none() && less["id"] == json!(id));
    assert_eq!(
        (&less["name"], &less["emails"]),
        (&json!({ "familyName": "f" }), &json!([{ "primary": false, "value": "a@x.example" }]))
    );
}

/// COM-14
#[tokio::test]
async fn versions_guard_changes() {
    let world = World::default();
    let made = world.send("POST", "/Users", r#"{"userName":"a@x.example"}"#).await;
    let (address, tag) = (format!("/Users/{}", id(&made)), header(&made, "ETag").unwrap().to_owned());
    assert_eq!(header(&made, "Location").unwrap(), format!("{BASE}{address}"));
    assert_eq!(made.body.as_ref().unwrap()["meta"]["version"], tag);
    let request = |method, if_match, if_none_match, body| Request {
        method,
        path: &address,
        if_match,
        if_none_match,
        body,
        ..Request::default()
    };
    let same = world.ask(&request("GET", None, Some(tag.as_str()), b"")).await;
    assert_eq!((same.status, header(&same, "ETag")), (304, Some(tag.as_str())));
    let body = br#"{"Operations":[{"op":"replace","path":"active","value":false}]}"#;
    assert_eq!(world.ask(&request("PATCH", Some("W/\"other\""), None, body)).await.status, 412);
    assert!(world.kept(&id(&made)).user.active);
    let tags = format!("\"x\", {tag}");
    let changed = world.ask(&request("PATCH", Some(&tags), None, body)).await;
    assert_eq!(changed.status, 200);
    assert_ne!(header(&changed, "ETag"), Some(tag.as_str()));
    assert_eq!(world.ask(&request("GET", None, Some(tag.as_str()), b"")).await.status, 200);
    assert_eq!(world.ask(&request("DELETE", Some(tag.as_str()), None, b"")).await.status, 412);
    assert_eq!(world.ask(&request("DELETE", Some("*"), None, b"")).await.status, 204);
}

/// COM-14
#[tokio::test]
async fn the_owner_and_the_domains_are_guarded() {
    let world = World::default();
    let owner = world.user("owner@x.example").await;
    world.memory.state().owner = Some(owner.clone());
    world.memory.state().domain = Some("@x.example".to_owned());
    world.memory.state().elsewhere = vec!["else@x.example".to_owned()];
    let address = format!("/Users/{owner}");
    let named = world.patch(&address, r#"[{"op":"replace","path":"displayName","value":"O"}]"#).await;
    assert_eq!((named.status, world.kept(&owner).user.display_name.as_deref()), (200, Some("O")));
    for (method, body) in [
        ("DELETE", ""),
        ("PATCH", r#"{"Operations":[{"op":"replace","path":"active","value":false}]}"#),
        ("PUT", r#"{"userName":"owner@x.example","active":false}"#),
    ] {
        assert_eq!(world.send(method, &address, body).await.status, 403, "{method}");
    }
    assert!(world.kept(&owner).user.active);
    assert_eq!(world.send("POST", "/Users", r#"{"userName":"a@other.example"}"#).await.status, 403);
    let elsewhere = world.send("POST", "/Users", r#"{"userName":"else@x.example"}"#).await;
    assert_eq!((elsewhere.status, scim_type(&elsewhere)), (409, Some("uniqueness")));
    let double = world.send("POST", "/Users", r#"{"userName":"OWNER@x.example"}"#).await;
    assert_eq!(elsewhere.body, double.body, "the answer does not say where the address is");
    let put = world.send("PUT", &address, r#"{"id":"another","userName":"owner@x.example"}"#).await;
    assert_eq!((put.status, scim_type(&put)), (400, Some("mutability")));
}

/// COM-14
#[tokio::test]
async fn discovery_says_what_is_supported() {
    let world = World::default();
    let config = world.send("GET", "/ServiceProviderConfig", "").await.body.unwrap();
    for (name, is_there) in
        [("patch", true), ("filter", true), ("etag", true), ("bulk", false), ("sort", false), ("changePassword", false)]
    {
        assert_eq!(config[name]["supported"], is_there, "{name}");
    }
    let types = world.send("GET", "/ResourceTypes", "").await.body.unwrap();
    assert_eq!(types["totalResults"], 2);
    let schemas = world.send("GET", "/Schemas", "").await.body.unwrap();
    assert_eq!(schemas["totalResults"], 3);
    for kind in types["Resources"].as_array().unwrap() {
        let one = world.send("GET", &format!("/ResourceTypes/{}", kind["name"].as_str().unwrap()), "").await;
        assert_eq!(one.body.as_ref(), Some(kind));
        let schema = kind["schema"].as_str().unwrap();
        assert!([USER, GROUP].contains(&schema));
        for address in [format!("/Schemas/{schema}"), format!("/Schemas/{}", schema.replace(':', "%3A"))] {
            assert_eq!(world.send("GET", &address, "").await.body.unwrap()["id"], schema);
        }
    }
}

/// COM-14
#[test]
fn the_doors_refuse_in_the_same_form() {
    let answer = refused(Error::too_fast(2));
    assert_eq!((answer.status, header(&answer, "Retry-After")), (429, Some("2")));
    assert_eq!(answer.body.unwrap()["status"], "429");
    assert_eq!(refused(Error::unauthorized()).status, 401);
}
