//! The articles of the program come in once, change with it, and leave what staff wrote.

use crate::{article, empty, id_of, published};
use axum::http::StatusCode;
use gatehouse_core::Lang;
use gatehouse_db::sea_orm::{EntityTrait, PaginatorTrait};
use gatehouse_help::actions::archive::archive;
use gatehouse_help::actions::bring_in::bring_in;
use gatehouse_help::actions::restore::{RestoreRefusal, restore};
use gatehouse_help::model::shipped::{ARTICLES, CATEGORIES};
use gatehouse_help::model::words::State;
use gatehouse_help::tables::{help_article, help_category, help_text};
use gatehouse_testkit::both_engines;

both_engines! {
    /// ALL-10, SUP-18
    async fn they_come_in_by_the_schedule_and_a_second_run_does_nothing(world: World) {
        let world = empty(world.engine).await;
        world.run_jobs().await;
        let db = world.app.db.reader();
        assert_eq!(help_category::Entity::find().count(db).await.unwrap(), CATEGORIES.len() as u64);
        assert_eq!(help_article::Entity::find().count(db).await.unwrap(), ARTICLES.len() as u64);
        assert_eq!(help_text::Entity::find().count(db).await.unwrap(), ARTICLES.len() as u64 * 3);
        let before = world.dump().await;
        assert_eq!(bring_in(&world.cx()).await.unwrap(), 0);
        assert_eq!(world.dump().await, before);
    }

    /// ALL-10
    async fn before_they_are_in_pages_read_them_from_the_program(world: World) {
        let world = empty(world.engine).await;
        let mut visitor = world.browser();
        let page = visitor.get("/help").await.expect(StatusCode::OK).body;
        assert!(page.contains("Getting started") && page.contains("/help/131-add-a-license"), "{page}");
        assert!(!page.contains("For the team</h2>"), "{page}");
        let page = visitor.get("/help/add-a-license?lang=ru").await.expect(StatusCode::OK).body;
        assert!(page.contains("Как добавить лицензию") && !page.contains("Статья помогла?"), "{page}");
        visitor.get("/help/staff-orders").await.expect(StatusCode::NOT_FOUND);
        let page = visitor.get("/help/glossary?lang=ja").await.expect(StatusCode::OK).body;
        assert!(page.contains("キーファイル"), "{page}");
    }

    /// SUP-18
    async fn what_staff_wrote_stays_and_the_programs_text_can_be_taken_back(world: World) {
        let id = id_of(&world, "add-a-license").await;
        published(&world, id, Lang::En, ("Add it", "Our own words about zebras."), false).await;
        bring_in(&world.cx()).await.unwrap();
        let whole = article(&world, id).await;
        assert_eq!(whole.published(Lang::En).unwrap().title, "Add it");
        // The translations rest on what the program said.
        assert!(whole.article.material > whole.published(Lang::Ja).unwrap().of_source);
        let page = world.browser().get("/help/add-a-license?lang=ja").await.body;
        assert!(page.contains("翻訳のあとに原文が変わりました"), "{page}");

        restore(&crate::writer(&world, 1), id, Lang::En).await.unwrap();
        let whole = article(&world, id).await;
        assert_eq!(whole.published(Lang::En).unwrap().title, "Add a license by its activation code");
        let again = restore(&crate::writer(&world, 1), id, Lang::En).await.unwrap_err();
        assert_eq!(again.refusal(), Some(&RestoreRefusal::Nothing));
        let old = whole.texts.iter().filter(|text| text.lang == "en" && text.state == State::Replaced).count();
        assert_eq!(old, 2, "nothing is lost");
    }

    /// SUP-18
    async fn what_was_archived_stays_so_and_is_found_by_nobody(world: World) {
        let id = id_of(&world, "passkeys").await;
        let mut visitor = world.browser();
        assert!(visitor.get("/help?q=fingerprint").await.body.contains("/help/128-passkeys"));
        archive(&crate::writer(&world, 1), id, false).await.unwrap();
        bring_in(&world.cx()).await.unwrap();
        // The foot of a page leads there still, and on from there.
        assert_eq!(visitor.get("/help/passkeys").await.expect(StatusCode::SEE_OTHER).location(), "/help");
        visitor.get("/help/128").await.expect(StatusCode::NOT_FOUND);
        assert!(!visitor.get("/help?q=fingerprint").await.body.contains("/help/128-passkeys"));
        archive(&crate::writer(&world, 1), id, true).await.unwrap();
        assert!(visitor.get("/help?q=fingerprint").await.body.contains("/help/128-passkeys"));
    }
}
