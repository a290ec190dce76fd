//! What is said of a client: hostile values for every field, each refused at its own field, with the reason.

use crate::{registered, website};
use axum::http::StatusCode;
use gatehouse_core::Refusal as _;
use gatehouse_oidc::actions::clients::change::{ClientRefusal, change};
use gatehouse_oidc::actions::clients::fields::{ClientInput, MOST_PRODUCTS, NAME, NOTE};
use gatehouse_oidc::actions::clients::register::{NewClient, RegisterRefusal, register};
use gatehouse_oidc::model::redirect::MOST;
use gatehouse_oidc::tables::client;
use gatehouse_testkit::{both_engines, staff};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};

/// Spoils a website.
type Spoil = fn(&mut NewClient);

/// What is spoiled, and the code and field of the refusal.
const HOSTILE: [(Spoil, &str, &str); 23] = [
    (|new| new.client.name.clear(), "client.name_missing", "name"),
    (|new| new.client.name = "\u{200b}\u{2060}".into(), "client.name_unprintable", "name"),
    (|new| new.client.name = " \u{3164} ".into(), "client.name_missing", "name"),
    (|new| new.client.name = "gpj.\u{202e}exe".into(), "client.name_unprintable", "name"),
    (|new| new.client.name = "a\nb".into(), "client.name_unprintable", "name"),
    (|new| new.client.name = "日".repeat(NAME as usize + 1), "client.name_too_long", "name"),
    (|new| new.kind.clear(), "client.kind_unknown", "kind"),
    (|new| new.kind = "Web".into(), "client.kind_unknown", "kind"),
    (|new| new.kind = "service".into(), "client.kind_unknown", "kind"),
    (|new| new.client.redirect_uris.clear(), "client.redirect_missing", "redirect_uris"),
    (|new| new.client.redirect_uris.push("https://*.example.com/".into()), "client.uri_wildcard", "redirect_uris"),
    (|new| new.client.redirect_uris.push(new.client.redirect_uris[0].clone()), "client.uri_twice", "redirect_uris"),
    (
        |new| new.client.redirect_uris = (0..=MOST).map(|n| format!("https://example.com/{n}")).collect(),
        "client.too_many_uris",
        "redirect_uris",
    ),
    (
        |new| new.client.post_logout_redirect_uris = vec!["https://user@example.com/".into()],
        "client.uri_user",
        "post_logout_redirect_uris",
    ),
    (
        |new| new.client.post_logout_redirect_uris = vec!["https://example.com/".into(); 2],
        "client.uri_twice",
        "post_logout_redirect_uris",
    ),
    (
        |new| new.client.backchannel_logout_uri = "ftp://example.com/".into(),
        "client.uri_not_https",
        "backchannel_logout_uri",
    ),
    (|new| new.client.scopes.push("admin".into()), "client.scope_unknown", "scopes"),
    (|new| new.client.scopes.push("openid email".into()), "client.scope_unknown", "scopes"),
    (|new| new.client.id_token_alg = "none".into(), "client.alg_unknown", "id_token_alg"),
    (|new| new.client.id_token_alg = "HS256".into(), "client.alg_unknown", "id_token_alg"),
    (
        |new| new.client.products = (0..=MOST_PRODUCTS).map(|n| format!("Lantern {n}")).collect(),
        "client.too_many_products",
        "products",
    ),
    (|new| new.client.products = vec!["x\u{0}".into()], "client.product_unprintable", "products"),
    (|new| new.client.note = "x".repeat(NOTE as usize + 1), "client.note_too_long", "note"),
];

/// The code and the field of each thing that is wrong.
fn told(refusal: &RegisterRefusal) -> Vec<(&'static str, String)> {
    let all = std::iter::once(refusal as &dyn gatehouse_core::Refusal).chain(refusal.others());
    all.map(|one| (one.code(), one.field().unwrap_or_default().to_owned())).collect()
}

both_engines! {
    /// ACC-21, ALL-9
    async fn a_hostile_value_is_refused_at_its_own_field_and_nothing_is_stored(world: World) {
        let cx = world.cx();
        for (number, (spoil, code, field)) in HOSTILE.into_iter().enumerate() {
            let mut new = website();
            spoil(&mut new);
            let refused = register(&cx, &new).await.unwrap_err();
            assert_eq!(told(refused.refusal().unwrap()), [(code, field.to_owned())], "{number}: {new:?}");
        }
        // An app's server hears of nobody, because it has none; its loopback addresses differ in more than the port.
        for kind in ["native", "device"] {
            let mut new = website();
            new.kind = kind.to_owned();
            new.client.backchannel_logout_uri = "https://example.com/out".to_owned();
            new.client.redirect_uris = ["http://127.0.0.1/in", "http://127.0.0.1:8080/in"].map(str::to_owned).into();
            let refused = register(&cx, &new).await.unwrap_err();
            let expected = [("client.uri_twice", "redirect_uris"), ("client.backchannel_of_servers", "backchannel_logout_uri")];
            assert_eq!(told(refused.refusal().unwrap()), expected.map(|(code, field)| (code, field.to_owned())));
        }
        assert_eq!(client::Entity::find().count(cx.read()).await.unwrap(), 0);
    }

    /// ACC-21, ALL-9: everything that is wrong is said at once, and stays in the form
    async fn a_refused_form_says_all_that_is_wrong_in_three_languages(world: World) {
        let form = [("kind", "web"), ("name", ""), ("redirect_uris", "https://example.com/in#x\nhttp://example.com/<in>"), ("note", "\u{202e}")];
        for (lang, name, fragment) in [
            ("en", "Enter a name.", "Leave out “#” and what follows it: https://example.com/in#x"),
            ("ja", "名前を入力してください。", "「#」とその後ろを削除してください"),
            ("ru", "Введите название.", "Уберите «#» и всё, что следует за ним"),
        ] {
            let mut admin = staff(&world, "administrator-proven").header("accept-language", lang);
            let page = admin.post("/staff/clients/new", &form).await.expect(StatusCode::UNPROCESSABLE_ENTITY).body;
            assert!(page.contains(name) && page.contains(fragment), "{lang}: {page}");
            assert!(page.contains("https://example.com/in#x\nhttp://example.com/&#60;in&#62;") || page.contains("&lt;in&gt;"), "{page}");
            assert!(!page.contains("<in>"), "{page}");
        }
    }

    /// ACC-21: a change obeys the same rules, and one that is refused changes nothing
    async fn a_refused_change_leaves_the_client_as_it_is(world: World) {
        let id = registered(&world).await.id;
        let cx = world.cx();
        let before = client::Entity::find_by_id(id).one(cx.read()).await.unwrap().unwrap();
        let wrong = ClientInput { redirect_uris: vec!["http://evil.example/in".to_owned()], ..website().client };
        let refused = change(&cx, id, None, &wrong).await.unwrap_err();
        assert!(matches!(refused.refusal(), Some(ClientRefusal::Invalid(_))), "{refused:?}");
        assert_eq!(client::Entity::find_by_id(id).one(cx.read()).await.unwrap().unwrap(), before);
    }

    /// ACC-21: what may be left out is left out, and what is said twice is said once
    async fn a_product_needs_no_address_and_its_names_are_kept_as_people_know_them(world: World) {
        let mut new = website();
        new.kind = "device".to_owned();
        new.client = ClientInput {
            name: "Lantern\t2027".to_owned(),
            products: [" Lantern ", "Lantern", "", "灯台"].map(str::to_owned).into(),
            ..ClientInput::default()
        };
        let made = register(&world.cx(), &new).await.unwrap();
        assert!(made.secret.is_none(), "who keeps no secret gets none");
        let cx = world.cx();
        let found = gatehouse_oidc::queries::clients::by_id(&cx, cx.read(), made.id).await.unwrap().unwrap();
        assert_eq!((found.name.as_str(), found.products.as_slice()), ("Lantern 2027", ["Lantern", "灯台"].map(str::to_owned).as_slice()));
        assert_eq!(found.scopes, ["openid"]);
        assert!(found.device_grant && found.native && found.redirect_uris.is_empty());
    }
}
