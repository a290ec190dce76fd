//! The ledger: rows are only added, and outlive the account without it (PRI-7, ACC-17).

use crate::*;
use axum::http::StatusCode;
use gatehouse_accounts::signals::AccountDeleted;
use gatehouse_core::{DAY, Fault};
use gatehouse_db::sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use gatehouse_privacy::actions::accept_statement::{Answering, accept_statement};
use gatehouse_privacy::actions::withdraw_consent::withdraw_consent;
use gatehouse_privacy::model::text;
use gatehouse_privacy::tables::{consent, consent_event};
use gatehouse_testkit::both_engines;

/// What stands in the ledger of an account, the oldest first.
pub async fn answers(world: &World, account: Uuid) -> Vec<String> {
    events(world)
        .await
        .into_iter()
        .filter(|row| row.account_id == Some(account))
        .map(|row| row.answer.word().to_owned())
        .collect()
}

async fn events(world: &World) -> Vec<consent_event::Model> {
    use consent_event::{Column, Entity};
    Entity::find().order_by_asc(Column::At).order_by_asc(Column::Id).all(world.app.db.reader()).await.unwrap()
}

fn reading(version: Uuid) -> Answering {
    Answering { version, lang: "en".into(), ..Answering::default() }
}

both_engines! {
    /// PRI-7
    async fn an_answer_says_who_what_in_which_language_when_and_exactly_which_text(world: World) {
        let added = statement(&world, &entry("DE", "The text")).await;
        let account = customer(&world, "ada@example.com", "DE").await;
        accept_statement(&world.cx_of(account), &reading(added.version)).await.unwrap();
        let row = events(&world).await.remove(0);
        assert_eq!((row.account_id, row.statement_id, row.version_id), (Some(account), added.statement, added.version));
        assert_eq!((row.answer.word(), row.lang.as_str(), row.place.word(), row.at), ("accepted", "en", "before_use", world.cx().now()));
        assert_eq!(row.text_hash, text::hash("en", "Data statement", "The text"));
        let mut browser = signed_in(&world, "ada@example.com").await;
        let log = browser.get("/account/activity").await.expect(StatusCode::OK).body;
        assert!(log.contains("Statement accepted"), "{log}");
    }

    /// PRI-7
    async fn two_acceptances_at_once_are_one_row(world: World) {
        let added = statement(&world, &entry("DE", "The text")).await;
        let account = customer(&world, "ada@example.com", "DE").await;
        let (cx, input) = (world.cx_of(account), reading(added.version));
        let (one, other) = tokio::join!(accept_statement(&cx, &input), accept_statement(&cx, &input));
        one.unwrap();
        other.unwrap();
        accept_statement(&cx, &input).await.unwrap();
        assert_eq!(answers(&world, account).await, ["accepted"]);
        assert_eq!(consent::Entity::find().all(world.app.db.reader()).await.unwrap().len(), 1);
        let (one, other) = tokio::join!(withdraw_consent(&cx, added.statement), withdraw_consent(&cx, added.statement));
        assert!(one.unwrap() != other.unwrap(), "one of them withdrew");
        assert_eq!(answers(&world, account).await, ["accepted", "withdrawn"]);
        accept_statement(&cx, &input).await.unwrap();
        assert_eq!(answers(&world, account).await, ["accepted", "withdrawn", "accepted"]);
    }

    /// PRI-7
    async fn the_database_refuses_to_change_or_delete_a_row(world: World) {
        let added = statement(&world, &entry("DE", "The text")).await;
        let account = customer(&world, "ada@example.com", "DE").await;
        accept_statement(&world.cx_of(account), &reading(added.version)).await.unwrap();
        let db = world.app.db.writer();
        for wrong in [
            "update consent_event set answer = 'declined'",
            "update consent_event set at = 1",
            "update consent_event set account_id = null",
            "update consent_event set forgotten_at = 1",
            "update consent_event set account_id = null, forgotten_at = 1, lang = 'ja'",
            "delete from consent_event",
        ] {
            let error = db.execute_unprepared(wrong).await.unwrap_err().to_string();
            assert!(error.contains("append-only"), "{wrong}: {error}");
        }
        assert_eq!(answers(&world, account).await, ["accepted"]);
    }

    /// ACC-17, PRI-2, PRI-7
    async fn a_deleted_account_goes_out_of_the_ledger_and_the_rest_ends_after_three_years(world: World) {
        let added = statement(&world, &entry("DE", "The text")).await;
        let account = customer(&world, "ada@example.com", "DE").await;
        accept_statement(&world.cx_of(account), &reading(added.version)).await.unwrap();
        let before = events(&world).await.remove(0);
        let raised: Result<(), Fault> = async {
            let cx = world.cx();
            let tx = cx.begin().await?;
            cx.raise(&tx, AccountDeleted { account }).await?;
            tx.commit().await
        }
        .await;
        raised.unwrap();
        assert!(consent::Entity::find().all(world.app.db.reader()).await.unwrap().is_empty());
        let row = events(&world).await.remove(0);
        assert_eq!(row, consent_event::Model { account_id: None, forgotten_at: Some(world.cx().now()), ..before });
        world.advance(3 * 365 * DAY - DAY);
        world.run_jobs().await;
        assert_eq!(events(&world).await.len(), 1);
        // The clock is believed step by step.
        for _ in 0..3 {
            world.advance(DAY);
            world.run_jobs().await;
        }
        let left = consent_event::Entity::find().filter(consent_event::Column::VersionId.eq(added.version));
        assert!(left.all(world.app.db.reader()).await.unwrap().is_empty());
    }
}
