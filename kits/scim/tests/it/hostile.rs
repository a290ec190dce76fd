//! What nobody means well: each is refused with a status and a kind, and nothing is changed.

use crate::{World, scim_type};
use gatehouse_scim::{Request, UserPatch, limits};

/// Sends operations to a user and a group; both must be refused with this kind, and leave everything as it was.
async fn refused(operations: &str, kind: &str) {
    let world = World::default();
    let user = world.user("a@x.example").await;
    let before = world.kept(&user);
    let answer = world.patch(&format!("/Users/{user}"), operations).await;
    assert_eq!((answer.status, scim_type(&answer)), (400, Some(kind)), "{operations}");
    assert_eq!(world.kept(&user), before);
}

/// COM-14
#[tokio::test]
async fn operations_that_do_nothing_are_refused() {
    for (operations, kind) in [
        ("[]", "invalidSyntax"),
        ("{}", "invalidSyntax"),
        ("[1]", "invalidSyntax"),
        (r#"[{"op":"move","path":"userName","value":"x"}]"#, "invalidSyntax"),
        (r#"[{"path":"userName","value":"x"}]"#, "invalidSyntax"),
        (r#"[{"op":"replace","path":"active"}]"#, "invalidValue"),
        (r#"[{"op":"replace","path":"active","value":"no"}]"#, "invalidValue"),
        (r#"[{"op":"replace","path":"active","value":0}]"#, "invalidValue"),
        (r#"[{"op":"remove","path":"active"}]"#, "invalidValue"),
        (r#"[{"op":"replace","path":"userName","value":""}]"#, "invalidValue"),
        (r#"[{"op":"replace","path":"userName","value":["a","b"]}]"#, "invalidValue"),
        (r#"[{"op":"replace","path":"userName","value":"a\u0000b"}]"#, "invalidValue"),
        (r#"[{"op":"replace","path":"userName[type eq \"x\"]","value":"b"}]"#, "invalidPath"),
        (r#"[{"op":"replace","path":"userName.value","value":"b"}]"#, "invalidPath"),
        (r#"[{"op":"replace","path":"","value":"b"}]"#, "invalidPath"),
        (r#"[{"op":"replace","path":"a..b","value":"b"}]"#, "invalidPath"),
        (r#"[{"op":"replace","path":"emails[type eq \"work\"","value":"b"}]"#, "invalidPath"),
        (r#"[{"op":"replace","path":"emails[type eq \"work].value","value":"b"}]"#, "invalidPath"),
        (r#"[{"op":"replace","path":"emails[type ne \"work\"].value","value":"b"}]"#, "invalidFilter"),
        (r#"[{"op":"replace","path":"emails[type eq \"a\" or type eq \"b\"].value","value":"b"}]"#, "invalidFilter"),
        (r#"[{"op":"replace","path":"emails[type eq \"a\" and type eq \"b\"].value","value":"b"}]"#, "noTarget"),
        (r#"[{"op":"replace","path":"emails[type eq \"work\"].display","value":"b"}]"#, "invalidValue"),
        (r#"[{"op":"replace","path":"emails[color eq \"red\"].value","value":"b"}]"#, "invalidPath"),
        (r#"[{"op":"add","path":"emails","value":[{"type":"work"}]}]"#, "invalidValue"),
        (r#"[{"op":"add","path":"emails","value":[]}]"#, "invalidValue"),
        (r#"[{"op":"add","path":"emails","value":[{"value":"b@x.example","color":"red"}]}]"#, "invalidValue"),
        (r#"[{"op":"add","path":"nickName","value":null}]"#, "invalidValue"),
        (r#"[{"op":"remove","path":"roles","value":[]}]"#, "invalidValue"),
        (r#"[{"op":"remove"}]"#, "noTarget"),
        (r#"[{"op":"replace","value":"x"}]"#, "invalidValue"),
        (r#"[{"op":"replace","value":{}}]"#, "invalidValue"),
        (r#"[{"op":"replace","value":{"schemas":["x"]}}]"#, "invalidValue"),
        (r#"[{"op":"replace","value":{"id":"another"}}]"#, "mutability"),
        (r#"[{"op":"replace","path":"id","value":"another"}]"#, "mutability"),
        (r#"[{"op":"replace","path":"password","value":"secret"}]"#, "mutability"),
        (r#"[{"op":"add","path":"groups","value":[{"value":"g"}]}]"#, "mutability"),
        (r#"[{"op":"add","path":"name","value":{}}]"#, "invalidValue"),
        (r#"[{"op":"replace","path":["userName"],"value":"x"}]"#, "invalidPath"),
    ] {
        refused(operations, kind).await;
    }
}

/// COM-14
#[tokio::test]
async fn group_operations_that_do_nothing_are_refused() {
    let world = World::default();
    let user = world.user("a@x.example").await;
    let group = world.group("g", &[&user]).await;
    for (operation, kind) in [
        (r#"{"op":"remove","path":"members","value":[]}"#.to_owned(), "invalidValue"),
        (r#"{"op":"remove","path":"members","value":[{"display":"a"}]}"#.to_owned(), "invalidValue"),
        (r#"{"op":"remove","path":"members","value":{}}"#.to_owned(), "invalidValue"),
        (r#"{"op":"add","path":"members","value":[]}"#.to_owned(), "invalidValue"),
        (r#"{"op":"add","path":"members","value":[{"value":"nobody"}]}"#.to_owned(), "invalidValue"),
        (r#"{"op":"add","path":"members","value":[{"value":"g","type":"Group"}]}"#.to_owned(), "invalidValue"),
        (r#"{"op":"remove","path":"members[display eq \"a\"]"}"#.to_owned(), "invalidFilter"),
        (r#"{"op":"remove","path":"members[value eq \"a\" and value eq \"b\"]"}"#.to_owned(), "invalidFilter"),
        (format!(r#"{{"op":"add","path":"members[value eq \"{user}\"]","value":"x"}}"#), "invalidPath"),
        (r#"{"op":"remove","path":"members.value"}"#.to_owned(), "invalidPath"),
        (r#"{"op":"replace","path":"color","value":"red"}"#.to_owned(), "invalidPath"),
        (r#"{"op":"remove","path":"displayName"}"#.to_owned(), "invalidValue"),
        (r#"{"op":"replace","value":{"urn:a:b:c":"x"}}"#.to_owned(), "invalidPath"),
    ] {
        let answer = world.patch(&format!("/Groups/{group}"), &format!("[{operation}]")).await;
        assert_eq!((answer.status, scim_type(&answer)), (400, Some(kind)), "{operation}");
        assert_eq!(world.members(&group), [user.as_str()]);
    }
}

/// COM-14
#[tokio::test]
async fn bodies_that_are_none_are_refused() {
    let world = World::default();
    let deep = format!(r#"{{"userName":"a","x":{}1{}}}"#, "[".repeat(20), "]".repeat(20));
    let deeper = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    for (body, kind) in [
        ("", "invalidSyntax"),
        ("null", "invalidSyntax"),
        ("[]", "invalidSyntax"),
        (r#"{"userName":"a""#, "invalidSyntax"),
        (r#"{"userName":"a"} {}"#, "invalidSyntax"),
        (r#"{"userName":"a","userName":"b"}"#, "invalidSyntax"),
        (r#"{"userName":"a","UserName":"b"}"#, "invalidSyntax"),
        (r#"{"userName":"a","x":{"b":1,"B":2}}"#, "invalidSyntax"),
        (deep.as_str(), "invalidSyntax"),
        (deeper.as_str(), "invalidSyntax"),
        (r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"userName":"a"}"#, "invalidSyntax"),
        (r#"{"schemas":"x","userName":"a"}"#, "invalidSyntax"),
        (r#"{"displayName":"a"}"#, "invalidValue"),
        (r#"{"userName":17}"#, "invalidValue"),
        (r#"{"userName":"a","active":"perhaps"}"#, "invalidValue"),
        (r#"{"userName":"a","name":"b"}"#, "invalidValue"),
        (r#"{"userName":"a","emails":[17]}"#, "invalidValue"),
        (
            r#"{"userName":"a","emails":[{"value":"a@b","primary":true},{"value":"c@d","primary":true}]}"#,
            "invalidValue",
        ),
        (r#"{"userName":"a","strange name":"b"}"#, "invalidPath"),
    ] {
        let answer = world.send("POST", "/Users", body).await;
        assert_eq!((answer.status, scim_type(&answer)), (400, Some(kind)), "{}", body.get(..60).unwrap_or(body));
    }
    assert_eq!(world.send("GET", "/Users?count=0", "").await.body.unwrap()["totalResults"], 0);
}

/// COM-14
#[tokio::test]
async fn what_is_too_much_is_refused() {
    let world = World::default();
    let user = world.user("a@x.example").await;
    let address = format!("/Users/{user}");
    let large = format!(r#"{{"userName":"{}"}}"#, "a".repeat(limits::BODY));
    assert_eq!(world.send("POST", "/Users", &large).await.status, 413);
    let one = r#"{"op":"replace","path":"active","value":true}"#;
    let many = |n: usize| format!("[{}]", vec![one; n].join(","));
    assert_eq!(world.patch(&address, &many(limits::OPERATIONS)).await.status, 200);
    let answer = world.patch(&address, &many(limits::OPERATIONS + 1)).await;
    assert_eq!((answer.status, scim_type(&answer)), (413, Some("tooMany")));
    let members: Vec<String> = (0..=limits::MEMBERS).map(|n| format!(r#""{n}""#)).collect();
    let body = format!(r#"{{"displayName":"g","members":[{}]}}"#, members.join(","));
    assert!(body.len() < limits::BODY);
    assert_eq!(world.send("POST", "/Groups", &body).await.status, 413);
    // Unknown attributes end at 16 KB, also in small steps.
    let mut kept = 0;
    for n in 0..30 {
        let operations = format!(r#"[{{"op":"add","path":"x{n}","value":"{}"}}]"#, "y".repeat(1_000));
        kept += usize::from(world.patch(&address, &operations).await.status == 200);
    }
    assert_eq!(kept, 16);
    assert!(serde_json::to_vec(world.kept(&user).user.extra.attributes()).unwrap().len() <= limits::EXTRA);
    let emails: Vec<String> = (0..=limits::EMAILS).map(|n| format!(r#"{{"value":"{n}@x.example"}}"#)).collect();
    let operations = format!(r#"[{{"op":"add","path":"emails","value":[{}]}}]"#, emails.join(","));
    assert_eq!(world.patch(&address, &operations).await.status, 400);
    let long = format!("/Users?filter={}", "a".repeat(limits::QUERY));
    assert_eq!(world.send("GET", &long, "").await.status, 414);
}

/// COM-14
#[tokio::test]
async fn addresses_and_methods_that_are_none() {
    let world = World::default();
    for (method, address, status) in [
        ("GET", "/", 404),
        ("GET", "", 404),
        ("GET", "/users", 404),
        ("GET", "/Users/../Groups", 404),
        ("GET", "/Users/a/b", 404),
        ("GET", "/Users/%00", 404),
        ("GET", "/ServiceProviderConfig/x", 404),
        ("GET", "/Schemas/urn:none", 404),
        ("POST", "/ServiceProviderConfig", 405),
        ("DELETE", "/Users", 405),
        ("POST", "/Users/x", 405),
        ("TRACE", "/Users", 405),
        ("POST", "/Bulk", 501),
        ("GET", "/Me", 501),
        ("POST", "/.search", 501),
        ("POST", "/Users/.search", 501),
        ("GET", "/Users?count=many", 400),
        ("GET", "/Users?count=1&count=2", 400),
    ] {
        let answer = world.send(method, address, if method == "POST" { "{}" } else { "" }).await;
        assert_eq!(answer.status, status, "{method} {address}");
        assert_eq!(status == 405, crate::header(&answer, "Allow").is_some());
    }
    let request =
        Request { method: "POST", path: "/Users", content_type: Some("text/plain"), body: b"{}", ..Request::default() };
    assert_eq!(world.ask(&request).await.status, 415);
}

/// COM-14: an order of operations is kept, and what stands in the log has no values.
#[test]
fn the_log_names_attributes_and_no_values() {
    let body = br#"{"Operations":[{"op":"replace","path":"name.givenName","value":"Secret"},
        {"op":"replace","path":"emails[value eq \"secret@x.example\"].type","value":"home"}]}"#;
    let patch = UserPatch::parse(body, "1").unwrap();
    let names: Vec<String> = patch.effects().iter().map(gatehouse_scim::UserEffect::name).collect();
    assert_eq!(names, ["name.givenName", "emails.type"]);
}
