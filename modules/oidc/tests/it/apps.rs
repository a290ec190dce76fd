//! The applications that somebody has connected (ACC-21), and what is left of them when the account or the client goes.

use crate::flow::*;
use crate::{lines, past_the_program};
use axum::http::StatusCode;
use gatehouse_accounts::actions::delete_account::{DeleteAccount, delete_account};
use gatehouse_core::{DAY, Secret};
use gatehouse_db::sea_orm::{ConnectionTrait as _, Statement};
use gatehouse_oidc::actions::clients::disable::disable;
use gatehouse_oidc::actions::clients::remove::remove;
use gatehouse_testkit::{World, both_engines};
use gatehouse_web::site::data_sets;

async fn count(world: &World, table: &str) -> i64 {
    let statement = Statement::from_string(world.app.db.backend(), format!("select count(*) as n from {table}"));
    world.app.db.reader().query_one_raw(statement).await.unwrap().unwrap().try_get("", "n").unwrap()
}

both_engines! {
    /// ACC-21
    async fn a_person_sees_what_is_connected_and_ends_it_at_once(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let empty = browser.get("/account/apps").await.expect(StatusCode::OK).body;
        assert!(empty.contains("No connected apps yet") && empty.contains("href=\"/device\""), "{empty}");
        let tokens = shop.tokens(&world, &mut browser).await;
        world.advance(2 * DAY);
        let page = browser.get("/account/apps").await.expect(StatusCode::OK);
        for said in ["Skerrylight Shop", "See your email address", "Disconnect"] {
            assert!(page.body.contains(said), "{said}: {}", page.body);
        }
        let app = page.input("app").unwrap();
        // Another person's is not found.
        person(&world, "eve@example.com").await;
        let mut eve = world.browser();
        sign_in(&mut eve, "eve@example.com", "").await;
        eve.post("/account/apps/disconnect", &[("app", &app)]).await.expect(StatusCode::NOT_FOUND);
        let refreshed = shop.refresh(&world, &text(&tokens, "refresh_token")).await.expect(StatusCode::OK).json();
        let answer = browser.post("/account/apps/disconnect", &[("app", &app)]).await;
        let page = browser.follow(answer).await.body;
        assert!(page.contains("App disconnected.") && page.contains("No connected apps yet"), "{page}");
        userinfo(&world, &text(&refreshed, "access_token")).await.expect(StatusCode::UNAUTHORIZED);
        assert_eq!(word(&shop.refresh(&world, &text(&refreshed, "refresh_token")).await), "invalid_grant");
        assert_eq!(lines(&world, "app.disconnected").await.len(), 1);
        // The next sign-in asks again.
        assert!(browser.get(&authorize(&shop, &[])).await.location().starts_with("/oauth/consent"));
        for (lang, title) in [("ja", "接続済みのアプリ"), ("ru", "Подключённые приложения")] {
            assert!(browser.get(&format!("/account/apps?lang={lang}")).await.body.contains(title));
        }
    }

    /// ACC-17, ACC-21, PRI-3, PRI-5
    async fn with_the_account_everything_goes_and_before_it_the_owner_gets_it(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let tokens = shop.tokens(&world, &mut browser).await;
        let row = lines(&world, "app.connected").await.remove(0);
        let account = row.account_id.unwrap();
        let cx = world.cx_of(account);
        for set in data_sets(&world.modules).into_iter().filter(|set| set.name().starts_with("oidc.")) {
            let rows = set.read(&cx, account, None).await.unwrap();
            assert_eq!(rows.rows.len(), 1, "{}", set.name());
        }
        let form = DeleteAccount { email: ADA.into(), current: Secret::new(PASSWORD.to_owned()), confirm: "true".into() };
        delete_account(&cx, &form, None).await.unwrap();
        for table in ["oidc_app", "oidc_family", "oidc_code", "oidc_refresh", "oidc_subject"] {
            assert_eq!(count(&world, table).await, 0, "{table}");
        }
        userinfo(&world, &text(&tokens, "access_token")).await.expect(StatusCode::UNAUTHORIZED);
        assert_eq!(word(&shop.refresh(&world, &text(&tokens, "refresh_token")).await), "invalid_grant");
    }

    /// ACC-21
    async fn a_client_that_is_switched_off_opens_nothing_and_takes_everything_along(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let tokens = shop.tokens(&world, &mut browser).await;
        disable(&world.cx(), shop.row, true).await.unwrap();
        shop.refresh(&world, &text(&tokens, "refresh_token")).await.expect(StatusCode::UNAUTHORIZED);
        browser.get(&authorize(&shop, &[])).await.expect(StatusCode::BAD_REQUEST);
        assert!(browser.get("/account/apps").await.body.contains("Skerrylight Shop"), "it can be disconnected still");
        remove(&world.cx(), shop.row, true).await.unwrap();
        assert_eq!((count(&world, "oidc_app").await, count(&world, "oidc_family").await), (0, 0));
    }

    /// PRI-13
    async fn a_row_that_was_pointed_at_somebody_else_opens_nothing(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let one = code(&mut browser, &shop).await;
        past_the_program(&world, "update oidc_family set allowed = 'openid profile email offline_access admin'").await;
        assert_eq!(word(&shop.exchange(&world, &one).await), "invalid_grant");
        let tokens = shop.tokens(&world, &mut browser).await;
        past_the_program(&world, "update oidc_family set allowed = 'openid admin'").await;
        assert_eq!(word(&shop.refresh(&world, &text(&tokens, "refresh_token")).await), "invalid_grant");
    }
}
