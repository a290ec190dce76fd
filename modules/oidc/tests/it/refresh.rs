//! Refresh tokens (ACC-21): each is used once, a lost answer is given again, and a stolen token ends with what it was stolen from.

use crate::flow::*;
use crate::lines;
use axum::http::StatusCode;
use gatehouse_core::{DAY, SECOND};
use gatehouse_oidc::tables::refresh;
use gatehouse_testkit::both_engines;
use sea_orm::entity::prelude::*;

both_engines! {
    /// ACC-21
    async fn a_repeated_token_is_honored_for_half_a_minute_and_then_ends_everything(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let first = text(&shop.tokens(&world, &mut browser).await, "refresh_token");
        assert!(first.starts_with("ghr_"));
        let answer = shop.refresh(&world, &first).await.expect(StatusCode::OK).json();
        let second = text(&answer, "refresh_token");
        assert_ne!(first, second);
        // The answer was lost: the same one again.
        world.advance(29 * SECOND);
        assert_eq!(text(&shop.refresh(&world, &first).await.expect(StatusCode::OK).json(), "refresh_token"), second);
        let third = text(&shop.refresh(&world, &second).await.expect(StatusCode::OK).json(), "refresh_token");
        world.advance(SECOND);
        assert_eq!(word(&shop.refresh(&world, &first).await.expect(StatusCode::BAD_REQUEST)), "invalid_grant");
        assert_eq!(word(&shop.refresh(&world, &third).await), "invalid_grant", "the newest one ends too");
        userinfo(&world, &text(&answer, "access_token")).await.expect(StatusCode::UNAUTHORIZED);
        assert_eq!(lines(&world, "app.token_reused").await.len(), 1);
        // A new sign-in is another one.
        let again = shop.tokens(&world, &mut browser).await;
        shop.refresh(&world, &text(&again, "refresh_token")).await.expect(StatusCode::OK);
    }

    /// ACC-21
    async fn two_at_once_get_the_same_token(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let first = text(&shop.tokens(&world, &mut browser).await, "refresh_token");
        let (one, two) = tokio::join!(shop.refresh(&world, &first), shop.refresh(&world, &first));
        let next: Vec<String> = [one, two].map(|answer| text(&answer.expect(StatusCode::OK).json(), "refresh_token")).into();
        assert_eq!(next[0], next[1]);
        assert_eq!(refresh::Entity::find().count(world.cx().read()).await.unwrap(), 2, "one came, and no more");
    }

    /// ACC-21
    async fn what_lies_sealed_for_a_lost_answer_is_taken_out(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let first = text(&shop.tokens(&world, &mut browser).await, "refresh_token");
        shop.refresh(&world, &first).await.expect(StatusCode::OK);
        let sealed = || async {
            let kept = refresh::Entity::find().filter(refresh::Column::NextSealed.is_not_null());
            kept.count(world.cx().read()).await.unwrap()
        };
        assert_eq!(sealed().await, 1);
        world.advance(60 * SECOND);
        world.run_jobs().await;
        assert_eq!(sealed().await, 0);
    }

    /// ACC-21
    async fn a_token_ends_without_use_and_for_good_after_a_year(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let idle = text(&shop.tokens(&world, &mut browser).await, "refresh_token");
        let mut used = text(&shop.tokens(&world, &mut browser).await, "refresh_token");
        for _ in 0..6 {
            world.advance(60 * DAY);
            used = text(&shop.refresh(&world, &used).await.expect(StatusCode::OK).json(), "refresh_token");
        }
        assert_eq!(word(&shop.refresh(&world, &idle).await), "invalid_grant", "90 days without use");
        world.advance(6 * DAY);
        assert_eq!(word(&shop.refresh(&world, &used).await), "invalid_grant", "a year");
    }

    /// ACC-21
    async fn a_token_gives_no_more_than_was_allowed_and_to_nobody_else(world: World) {
        let shop = shop(&world).await;
        let other = party(&world, "web", input()).await;
        let mut browser = ada(&world).await;
        let tokens = shop.tokens(&world, &mut browser).await;
        let token = text(&tokens, "refresh_token");
        assert_eq!(word(&other.refresh(&world, &token).await), "invalid_grant");
        let less = [("grant_type", "refresh_token"), ("refresh_token", token.as_str()), ("scope", "openid")];
        let answer = shop.send(&world, "/oauth/token", &less).await.expect(StatusCode::OK).json();
        assert_eq!(text(&answer, "scope"), "openid");
        let token = text(&answer, "refresh_token");
        let more = [("grant_type", "refresh_token"), ("refresh_token", token.as_str()), ("scope", "openid admin")];
        assert_eq!(word(&shop.send(&world, "/oauth/token", &more).await), "invalid_scope");
        for nonsense in ["", "x", "ghr_", &token[..token.len() - 1], &format!("{token}A"), &token.to_uppercase()] {
            assert_eq!(word(&shop.refresh(&world, nonsense).await), "invalid_grant", "{nonsense}");
        }
        assert_eq!(text(&shop.refresh(&world, &token).await.expect(StatusCode::OK).json(), "scope"), "openid profile email offline_access");
    }

    /// ACC-21
    async fn without_the_scope_for_it_there_is_no_refresh_token(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let place = go(&mut browser, &authorize(&shop, &[("scope", "openid")])).await;
        let tokens = shop.exchange(&world, &parameter(&place, "code").unwrap()).await.expect(StatusCode::OK).json();
        assert!(tokens.get("refresh_token").is_none(), "{tokens}");
        for (form, error) in [
            (&[("grant_type", "password"), ("username", "x")][..], "unsupported_grant_type"),
            (&[("grant_type", "client_credentials")], "unsupported_grant_type"),
            (&[("grant_type", "implicit")], "unsupported_grant_type"),
            (&[("code", "x")], "invalid_request"),
            (&[("grant_type", "refresh_token"), ("grant_type", "refresh_token")], "invalid_request"),
        ] {
            assert_eq!(word(&shop.send(&world, "/oauth/token", form).await.expect(StatusCode::BAD_REQUEST)), error, "{form:?}");
        }
    }
}
