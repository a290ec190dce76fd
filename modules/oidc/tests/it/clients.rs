//! Clients on the pages of staff: registered, found, changed, disabled, deleted.

use crate::{lines, registered, website};
use axum::http::StatusCode;
use gatehouse_core::{Lang, Secret};
use gatehouse_oidc::actions::clients::register::register;
use gatehouse_oidc::queries::clients::{find, proven};
use gatehouse_oidc::queries::staff_clients;
use gatehouse_oidc::rights::may;
use gatehouse_oidc::tables::client;
use gatehouse_testkit::{Browser, World, both_engines, staff};
use gatehouse_web::{Events, Navigation};
use sea_orm::EntityTrait as _;

const LIST: &str = "/staff/clients";
const NEW: &str = "/staff/clients/new";

/// The secret that a page shows.
fn secret_on(page: &str) -> String {
    let start = page.find("ghcs_").unwrap_or_else(|| panic!("no secret: {page}"));
    page[start..start + 54].to_owned()
}

async fn rows(world: &World) -> Vec<client::Model> {
    client::Entity::find().all(world.cx().read()).await.unwrap()
}

/// The form of a website with this key.
fn form(key: &str) -> Vec<(&str, &str)> {
    vec![
        ("key", key),
        ("kind", "web"),
        ("name", " Skerrylight Shop "),
        ("note", "For the shop\r\nof the vendor"),
        ("first_party", "true"),
        ("redirect_uris", "https://shop.example.com/signed-in\r\n\r\n  https://shop.example.org/signed-in  "),
        ("post_logout_redirect_uris", "https://shop.example.com/"),
        ("backchannel_logout_uri", "https://shop.example.com/signed-out"),
        ("scopes", "email"),
        ("scopes", "openid"),
        ("id_token_alg", "ES256"),
    ]
}

async fn register_by_page(admin: &mut Browser) -> (String, String) {
    let page = admin.get(NEW).await.expect(StatusCode::OK);
    let key = page.input("key").unwrap();
    let answer = admin.post(NEW, &form(&key)).await.expect(StatusCode::SEE_OTHER);
    let page = admin.follow(answer.clone()).await.expect(StatusCode::OK).body;
    (secret_on(&page), answer.location())
}

both_engines! {
    /// ACC-21, PRI-13
    async fn an_administrator_registers_a_website_and_sees_its_secret_once(world: World) {
        let cx = world.cx();
        let navigation = cx.service::<Navigation>().unwrap();
        assert!(navigation.staff.iter().any(|place| place.href == LIST));
        let mut admin = staff(&world, "administrator-proven");
        let empty = admin.get(LIST).await.expect(StatusCode::OK).body;
        assert!(empty.contains("No apps or sites yet"), "{empty}");
        let (secret, shown_at) = register_by_page(&mut admin).await;

        // A reload leads to the client's page, and no page has it again.
        let row = rows(&world).await.remove(0);
        let here = format!("{LIST}/{}", row.id);
        assert_eq!(admin.get(&shown_at).await.expect(StatusCode::SEE_OTHER).location(), here);
        let page = admin.get(&here).await.expect(StatusCode::OK).body;
        assert!(!page.contains(&secret) && page.contains(&secret[..11]), "{page}");
        for said in [row.client_id.as_str(), "https://shop.example.org/signed-in", "openid, email", "For the shop", "App or site registered",
            "/.well-known/openid-configuration", "ES256", "Disable"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(!world.dump().await.contains(&secret[5..]), "a stolen database has no secret");
        assert!(!world.dump().await.contains("of the vendor"), "what staff note is sealed");

        let client = find(&cx, cx.read(), &row.client_id).await.unwrap().unwrap();
        assert_eq!(client.redirect_uris, ["https://shop.example.com/signed-in", "https://shop.example.org/signed-in"]);
        assert_eq!(client.scopes, ["openid", "email"], "in the order in which they are offered");
        assert!(client.first_party && client.confidential && !client.native && !client.device_grant);
        assert_eq!(proven(&cx, cx.read(), &row.client_id, &Secret::new(secret)).await.unwrap(), Some(client));
    }

    /// ACC-21, ALL-2
    async fn the_list_is_searched_by_name_or_id_and_is_a_file_with_the_same_words(world: World) {
        for (name, kind, uri) in [("Café Ёж", "native", "com.example.app:/in"), ("=Berry", "device", "http://127.0.0.1/in")] {
            let mut new = website();
            new.kind = kind.to_owned();
            new.client.name = name.to_owned();
            new.client.redirect_uris = vec![uri.to_owned()];
            register(&world.cx(), &new).await.unwrap();
        }
        let shop = registered(&world).await.id;
        let row = client::Entity::find_by_id(shop).one(world.cx().read()).await.unwrap().unwrap();
        let mut support = staff(&world, "support");
        for (query, found, left) in [
            ("q=kerry", "Skerrylight Shop", "Berry"),
            (format!("q={}", &row.client_id[6..30]).as_str(), "Skerrylight Shop", "Berry"),
            ("q=%D0%81%D0%B6", "Café Ёж", "Skerrylight"),
            ("kind=device", "=Berry", "Skerrylight"),
        ] {
            let page = support.get(&format!("{LIST}?{query}&size=50")).await.expect(StatusCode::OK).body;
            assert!(page.contains(found) && !page.contains(left), "{query}: {page}");
        }
        let none = support.get(&format!("{LIST}?state=disabled")).await.expect(StatusCode::OK).body;
        assert!(!none.contains("Skerrylight Shop"), "{none}");
        let file = support.get(&format!("{LIST}.csv?q=rry&sort=-name&columns=name,kind")).await.expect(StatusCode::OK).body;
        assert_eq!(file, "\u{feff}Name,Kind\r\nSkerrylight Shop,Website or server\r\n'=Berry,Product with sign-in by code\r\n");
        staff(&world, "marketing").get(&format!("{LIST}.csv")).await.expect(StatusCode::FORBIDDEN);
    }

    /// ACC-21
    async fn a_change_says_what_changed_and_an_address_that_went_is_no_way_back(world: World) {
        let id = registered(&world).await.id;
        let mut admin = staff(&world, "administrator-proven");
        let at = format!("{LIST}/{id}/change");
        let page = admin.get(&at).await.expect(StatusCode::OK);
        assert!(page.body.contains("https://shop.example.com/signed-in"), "{}", page.body);
        let form = [
            ("version", "1"),
            ("name", "Skerrylight Store"),
            ("redirect_uris", "https://store.example.com/signed-in"),
            ("scopes", "email"),
        ];
        let answer = admin.post(&at, &form).await.expect(StatusCode::SEE_OTHER);
        let page = admin.follow(answer).await.expect(StatusCode::OK).body;
        assert!(page.contains("Saved.") && page.contains("Skerrylight Store"), "{page}");
        let row = rows(&world).await.remove(0);
        assert_eq!(row.version, 2);
        let cx = world.cx();
        let client = find(&cx, cx.read(), &row.client_id).await.unwrap().unwrap();
        assert!(client.allows_redirect("https://store.example.com/signed-in"));
        assert!(!client.allows_redirect("https://shop.example.com/signed-in"));

        let line = lines(&world, "client.changed").await.remove(0);
        let details: serde_json::Value = serde_json::from_str(line.details.as_deref().unwrap()).unwrap();
        assert_eq!(details["client_fields"], serde_json::json!(["name", "redirect_uris"]));
        assert_eq!(details["client_uris_gone"], serde_json::json!(["https://shop.example.com/signed-in"]));
        let events = cx.service::<Events>().unwrap();
        assert_eq!(events.event(Lang::Ja, &line.kind).as_deref(), Some("アプリケーションまたはサイトの変更"));
        assert_eq!(events.records(&cx, [(line.subject_kind, id)]).await.unwrap()[&id].name, "Skerrylight Store");

        // Nothing else is nothing: no version, no line.
        let same = [("version", "2"), ("name", "Skerrylight Store"), ("redirect_uris", "https://store.example.com/signed-in"), ("scopes", "email")];
        admin.post(&at, &same).await.expect(StatusCode::SEE_OTHER);
        assert_eq!((rows(&world).await[0].version, lines(&world, "client.changed").await.len()), (2, 1));
    }

    /// ACC-21
    async fn disabling_says_what_it_does_and_only_a_disabled_one_is_deleted(world: World) {
        let made = registered(&world).await;
        let (id, secret) = (made.id, made.secret.unwrap().secret);
        let mut admin = staff(&world, "administrator-proven");
        let here = format!("{LIST}/{id}");
        let page = admin.get(&here).await.expect(StatusCode::OK).body;
        assert!(page.contains("within 15 minutes") && !page.contains(&format!("{here}/remove")), "{page}");
        admin.post(&format!("{here}/remove"), &[("confirm", "true")]).await.expect(StatusCode::CONFLICT);
        let unsure = admin.post(&format!("{here}/disable"), &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY).body;
        assert!(unsure.contains("Check the box to confirm."), "{unsure}");
        admin.post(&format!("{here}/disable"), &[("confirm", "true")]).await.expect(StatusCode::SEE_OTHER);
        admin.post(&format!("{here}/disable"), &[("confirm", "true")]).await.expect(StatusCode::CONFLICT);
        let (cx, row) = (world.cx(), rows(&world).await.remove(0));
        assert_eq!(find(&cx, cx.read(), &row.client_id).await.unwrap(), None);
        assert_eq!(proven(&cx, cx.read(), &row.client_id, &secret).await.unwrap(), None);

        admin.post(&format!("{here}/enable"), &[]).await.expect(StatusCode::SEE_OTHER);
        assert!(proven(&cx, cx.read(), &row.client_id, &secret).await.unwrap().is_some(), "its secret is the same");
        admin.post(&format!("{here}/disable"), &[("confirm", "true")]).await.expect(StatusCode::SEE_OTHER);
        let page = admin.get(&here).await.expect(StatusCode::OK).body;
        assert!(page.contains("nobody can sign in there") && page.contains(&format!("{here}/remove")), "{page}");
        let answer = admin.post(&format!("{here}/remove"), &[("confirm", "true")]).await.expect(StatusCode::SEE_OTHER);
        assert!(admin.follow(answer).await.body.contains("App or site deleted."));
        assert!(rows(&world).await.is_empty());
        admin.get(&here).await.expect(StatusCode::NOT_FOUND);
        for (kind, times) in [("client.registered", 1), ("client.disabled", 2), ("client.enabled", 1), ("client.removed", 1)] {
            assert_eq!(lines(&world, kind).await.len(), times, "{kind}");
        }
        let gone = lines(&world, "client.removed").await.remove(0);
        assert!(gone.details.unwrap().contains(&row.client_id), "the log tells which one it was");
    }

    /// ALL-7: the same form sent twice registers one client, and the second answer has no secret
    async fn the_same_form_sent_twice_does_its_work_once(world: World) {
        let mut admin = staff(&world, "administrator-proven");
        let key = admin.get(NEW).await.expect(StatusCode::OK).input("key").unwrap();
        let first = admin.post(NEW, &form(&key)).await.expect(StatusCode::SEE_OTHER).location();
        let second = admin.post(NEW, &form(&key)).await.expect(StatusCode::SEE_OTHER).location();
        let all = rows(&world).await;
        assert_eq!(all.len(), 1);
        assert!(first.contains("/secrets/"), "{first}");
        assert_eq!(second, format!("{LIST}/{}", all[0].id));
        let mut other = form(&key);
        other[2] = ("name", "Another shop");
        admin.post(NEW, &other).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(rows(&world).await.len(), 2, "changed before it is sent again, it is another one");

        let here = format!("{LIST}/{}", all[0].id);
        let key = admin.get(&here).await.expect(StatusCode::OK).input("key").unwrap();
        let form = [("key", key.as_str()), ("overlap", "open")];
        let first = admin.post(&format!("{here}/secrets"), &form).await.expect(StatusCode::SEE_OTHER).location();
        assert!(first.starts_with(&format!("{here}/secrets/")), "{first}");
        assert_eq!(admin.post(&format!("{here}/secrets"), &form).await.expect(StatusCode::SEE_OTHER).location(), here);
        let view = staff_clients::client(&may(&world.cx()).unwrap(), all[0].id).await.unwrap().unwrap();
        assert_eq!(view.secrets.len(), 2);
    }
}
