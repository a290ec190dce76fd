//! Clients by the API: list, one, registered, changed, another secret, disabled, deleted.

use crate::{lines, registered};
use axum::http::{Method, StatusCode};
use gatehouse_core::Secret;
use gatehouse_oidc::queries::clients::proven;
use gatehouse_oidc::tables::client;
use gatehouse_testkit::{World, both_engines, program};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use serde_json::{Value, json};

const AT: &str = "/api/v1/clients";

fn shop() -> Value {
    json!({
        "name": "Skerrylight Shop",
        "kind": "web",
        "redirect_uris": ["https://shop.example.com/signed-in"],
        "scopes": ["openid", "email"],
        "note": "For the shop",
    })
}

async fn works(world: &World, client_id: &Value, secret: &Value) -> bool {
    let (cx, secret) = (world.cx(), Secret::new(secret.as_str().unwrap().to_owned()));
    proven(&cx, cx.read(), client_id.as_str().unwrap(), &secret).await.unwrap().is_some()
}

both_engines! {
    /// ACC-21, ALL-7
    async fn a_program_registers_a_client_and_gets_its_secret_once(world: World) {
        let mut writer = program(&world, "clients:write").header("idempotency-key", "shop-1");
        let answer = writer.json(Method::POST, AT, &shop()).await.expect(StatusCode::CREATED);
        let made = answer.json();
        let client = &made["client"];
        let at = answer.headers["location"].to_str().unwrap().to_owned();
        assert_eq!(at, format!("{AT}/{}", client["id"].as_str().unwrap()));
        assert_eq!(answer.headers["etag"], "\"1\"");
        assert!(works(&world, &client["client_id"], &made["client_secret"]).await);

        // The same request again tells which client it was, and no secret: it is stored nowhere.
        let again = writer.json(Method::POST, AT, &shop()).await.expect(StatusCode::CREATED);
        assert_eq!(again.headers["idempotency-replayed"], "true");
        assert_eq!((again.json()["client"]["id"].clone(), again.json()["client_secret"].clone()), (client["id"].clone(), Value::Null));
        assert_eq!(client::Entity::find().count(world.cx().read()).await.unwrap(), 1);
        let mut other = shop();
        other["name"] = json!("Another shop");
        assert_eq!(writer.json(Method::POST, AT, &other).await.code(), "idempotency.key_reused");

        let mut reader = program(&world, "clients:read");
        let one = reader.get(&at).await.expect(StatusCode::OK);
        assert!(!one.body.contains("ghcs_") && !one.body.contains("For the shop"), "{}", one.body);
        assert_eq!(&one.json(), client);
        let list = reader.get(&format!("{AT}?q=skerry&kind=web&state=active&sort=-created")).await.expect(StatusCode::OK).json();
        assert_eq!(list["items"], json!([client]));
        reader.get(&format!("{AT}?kind=mainframe")).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let same = program(&world, "clients:read").header("if-none-match", "\"1\"").get(&at).await;
        assert_eq!(same.status, StatusCode::NOT_MODIFIED);
        reader.get(&format!("{AT}/00000000-0000-7000-8000-000000000007")).await.expect(StatusCode::NOT_FOUND);
        assert!(!lines(&world, "client.registered").await[0].details.clone().unwrap().contains("ghcs_"));
    }

    /// ACC-21, ALL-7
    async fn a_change_keeps_what_it_leaves_out_and_obeys_the_tag(world: World) {
        let at = format!("{AT}/{}", registered(&world).await.id);
        let change = json!({ "redirect_uris": ["https://shop.example.com/signed-in", "https://shop.example.org/in"], "require_par": true });
        let mut seen = program(&world, "clients:write").header("if-match", "\"1\"");
        let changed = seen.json(Method::PATCH, &at, &change).await.expect(StatusCode::OK);
        assert_eq!(changed.headers["etag"], "\"2\"");
        let now = changed.json();
        assert_eq!((now["name"].as_str(), now["require_par"].as_bool()), (Some("Skerrylight Shop"), Some(true)));
        assert_eq!(now["redirect_uris"].as_array().unwrap().len(), 2);
        assert_eq!(now["scopes"], json!(["openid", "email"]));
        seen.json(Method::PATCH, &at, &json!({ "name": "Late" })).await.expect(StatusCode::PRECONDITION_FAILED);
        let mut writer = program(&world, "clients:write");
        for (wrong, code) in [
            (json!({ "redirect_uris": ["https://*.example.com/"] }), "client.uri_wildcard"),
            (json!({ "redirect_uris": [] }), "client.redirect_missing"),
            (json!({ "scopes": ["everything"] }), "client.scope_unknown"),
            (json!({ "id_token_alg": "none" }), "client.alg_unknown"),
            (json!({ "name": "\u{202e}" }), "client.name_unprintable"),
        ] {
            let refused = writer.json(Method::PATCH, &at, &wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(refused.code(), code, "{wrong}");
        }
        // What a client runs on stays, and so does its id.
        for member in ["kind", "client_id", "disabled", "id"] {
            writer.json(Method::PATCH, &at, &json!({ member: "native" })).await.expect(StatusCode::BAD_REQUEST);
        }
        let nobody = format!("{AT}/00000000-0000-7000-8000-000000000007");
        writer.json(Method::PATCH, &nobody, &json!({})).await.expect(StatusCode::NOT_FOUND);
    }

    /// ACC-21, ALL-7
    async fn a_program_replaces_a_secret_and_ends_the_old_one(world: World) {
        let made = program(&world, "clients:write").json(Method::POST, AT, &shop()).await.expect(StatusCode::CREATED).json();
        let (client_id, old) = (&made["client"]["client_id"], &made["client_secret"]);
        let at = format!("{AT}/{}/secrets", made["client"]["id"].as_str().unwrap());
        let mut writer = program(&world, "clients:write").header("idempotency-key", "turn-1");
        let new = writer.json(Method::POST, &at, &json!({ "overlap": "open" })).await.expect(StatusCode::CREATED).json();
        let again = writer.json(Method::POST, &at, &json!({ "overlap": "open" })).await.expect(StatusCode::CREATED).json();
        assert_eq!((&again["id"], &again["client_secret"]), (&new["id"], &Value::Null));
        assert!(works(&world, client_id, old).await && works(&world, client_id, &new["client_secret"]).await);

        let list = program(&world, "clients:read").get(&at).await.expect(StatusCode::OK);
        assert_eq!(list.json()["items"].as_array().unwrap().len(), 2);
        assert!(!list.body.contains(old.as_str().unwrap()), "{}", list.body);
        let mut writer = program(&world, "clients:write");
        let full = writer.json(Method::POST, &at, &json!({})).await.expect(StatusCode::CONFLICT);
        assert_eq!(full.code(), "client.two_secrets");
        let oldest = list.json()["items"][0]["id"].as_str().unwrap().to_owned();
        writer.json(Method::POST, &format!("{at}/{oldest}/end"), &json!({})).await.expect(StatusCode::NO_CONTENT);
        writer.json(Method::POST, &format!("{at}/{oldest}/end"), &json!({})).await.expect(StatusCode::NOT_FOUND);
        assert!(!works(&world, client_id, old).await && works(&world, client_id, &new["client_secret"]).await);
        assert_eq!(writer.json(Method::POST, &at, &json!({ "overlap": "year" })).await.code(), "client.overlap_unknown");
    }

    /// ACC-21, ALL-7
    async fn a_program_disables_enables_and_deletes_a_client(world: World) {
        let at = format!("{AT}/{}", registered(&world).await.id);
        let mut writer = program(&world, "clients:write");
        let active = writer.send(Method::DELETE, &at, None, Vec::new()).await.expect(StatusCode::CONFLICT);
        assert_eq!(active.code(), "client.not_disabled");
        let disabled = writer.json(Method::POST, &format!("{at}/disable"), &json!({})).await.expect(StatusCode::OK).json();
        assert_eq!(disabled["disabled"], json!(true));
        let twice = writer.json(Method::POST, &format!("{at}/disable"), &json!({})).await.expect(StatusCode::CONFLICT);
        assert_eq!(twice.code(), "client.already_disabled");
        writer.json(Method::POST, &format!("{at}/enable"), &json!({})).await.expect(StatusCode::OK);
        writer.json(Method::POST, &format!("{at}/disable"), &json!({})).await.expect(StatusCode::OK);
        let mut sure = program(&world, "clients:write").header("idempotency-key", "gone-1");
        for _ in 0..2 {
            sure.send(Method::DELETE, &at, None, Vec::new()).await.expect(StatusCode::NO_CONTENT);
        }
        writer.send(Method::DELETE, &at, None, Vec::new()).await.expect(StatusCode::NOT_FOUND);
        assert_eq!(lines(&world, "client.removed").await.len(), 1);
    }

    /// ALL-7: the examples of the description are bodies that the operations take
    async fn the_examples_of_the_description_are_taken_as_they_are(world: World) {
        let schemas = &world.openapi["components"]["schemas"];
        let mut writer = program(&world, "clients:write");
        let made = writer.json(Method::POST, AT, &schemas["NewClient"]["example"]).await.expect(StatusCode::CREATED).json();
        let at = format!("{AT}/{}", made["client"]["id"].as_str().unwrap());
        writer.json(Method::PATCH, &at, &schemas["ClientPatch"]["example"]).await.expect(StatusCode::OK);
        let new = writer.json(Method::POST, &format!("{at}/secrets"), &schemas["NewSecretBody"]["example"]).await;
        new.expect(StatusCode::CREATED);
        let answered = &schemas["Client"]["example"];
        for member in made["client"].as_object().unwrap().keys() {
            assert!(answered.get(member).is_some(), "the example lacks {member}");
        }
    }
}
