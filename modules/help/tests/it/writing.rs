//! A text is written, read over by somebody else, published, and makes translations outdated.

use crate::{article, id_of, made, published, writer};
use axum::http::StatusCode;
use gatehouse_context::audit::{AuditFilter, list};
use gatehouse_core::{Lang, Role};
use gatehouse_help::actions::publish::{Decision, PublishRefusal, publish};
use gatehouse_help::actions::save_article::{SaveArticle, SaveArticleRefusal, save_article};
use gatehouse_help::actions::save_category::{SaveCategory, SaveCategoryRefusal, save_category};
use gatehouse_help::actions::save_text::{BODY, SaveText, SaveTextRefusal, save_text, version_of};
use gatehouse_help::actions::send_to_review::{SendRefusal, send_to_review};
use gatehouse_help::model::words::{State, is_outdated};
use gatehouse_help::rights::NotAllowed;
use gatehouse_testkit::{both_engines, staff};

fn text(title: &str, body: &str, version: &str) -> SaveText {
    SaveText { title: title.into(), body: body.into(), wording: String::new(), version: version.into() }
}

/// What is typed wrong, and what is said of it.
type Change = (fn(&mut SaveArticle), SaveArticleRefusal);

both_engines! {
    /// SUP-18
    async fn nobody_publishes_what_they_wrote_and_readers_see_nothing_before(world: World) {
        let id = made(&world, "new-one", "public").await;
        let (ada, bob) = (writer(&world, 1), writer(&world, 2));
        save_text(&ada, id, Lang::En, &text("Zebras", "Stripes.", "")).await.unwrap();
        world.browser().get("/help/new-one").await.expect(StatusCode::NOT_FOUND);
        let early = publish(&bob, id, Lang::En, "1.1", Decision::Publish).await.unwrap_err();
        assert_eq!(early.refusal(), Some(&PublishRefusal::NoReview));
        send_to_review(&ada, id, Lang::En).await.unwrap();
        let version = version_of(article(&world, id).await.open(Lang::En));
        let own = publish(&ada, id, Lang::En, &version, Decision::Publish).await.unwrap_err();
        assert_eq!(own.refusal(), Some(&PublishRefusal::OwnText));
        let nothing = publish(&bob, id, Lang::En, &version, Decision::GiveBack(" ")).await.unwrap_err();
        assert_eq!(nothing.refusal(), Some(&PublishRefusal::NoteMissing));
        publish(&bob, id, Lang::En, &version, Decision::GiveBack("Say more.")).await.unwrap();
        let whole = article(&world, id).await;
        let draft = whole.open(Lang::En).unwrap();
        assert_eq!((draft.state, draft.note.as_deref()), (State::Draft, Some("Say more.")));
        let stale = save_text(&ada, id, Lang::En, &text("Zebras", "More.", &version)).await.unwrap_err();
        assert_eq!(stale.refusal(), Some(&SaveTextRefusal::ChangedMeanwhile));
        published(&world, id, Lang::En, ("Zebras", "More stripes."), false).await;
        let page = world.browser().get("/help/new-one").await.expect(StatusCode::OK).body;
        assert!(page.contains("More stripes.") && page.contains("Did this help?"), "{page}");
        let kinds: Vec<String> =
            list(&world.cx(), &AuditFilter::default(), &Default::default()).await.unwrap().items.into_iter().map(|line| line.kind).collect();
        for kind in ["help.made", "help.written", "help.sent_to_review", "help.given_back", "help.published"] {
            assert!(kinds.iter().any(|one| one == kind), "{kind}: {kinds:?}");
        }
    }

    /// SUP-18
    async fn a_change_of_the_source_makes_translations_outdated_and_its_wording_does_not(world: World) {
        let id = made(&world, "new-one", "public").await;
        published(&world, id, Lang::En, ("Zebras", "Stripes."), false).await;
        published(&world, id, Lang::Ja, ("シマウマ", "しま模様です。"), false).await;
        let outdated = async || {
            let whole = article(&world, id).await;
            is_outdated(whole.published(Lang::Ja).unwrap().of_source, whole.article.material)
        };
        assert!(!outdated().await);
        published(&world, id, Lang::En, ("Zebras", "Their stripes."), true).await;
        assert!(!outdated().await);
        published(&world, id, Lang::En, ("Zebras", "Dots."), false).await;
        assert!(outdated().await);
        published(&world, id, Lang::Ja, ("シマウマ", "水玉模様です。"), false).await;
        assert!(!outdated().await);
        let page = staff(&world, "support").get(&format!("/staff/help/{id}")).await.expect(StatusCode::OK).body;
        assert!(page.contains("English 3") && page.contains("日本語 2"), "{page}");
    }

    /// ALL-9, SUP-18
    async fn wrong_input_is_refused_at_its_field_and_nothing_is_kept(world: World) {
        let id = id_of(&world, "add-a-license").await;
        let ada = writer(&world, 1);
        let long = "x".repeat(BODY as usize + 1);
        for (typed, why) in [
            (text(" ", "a", ""), SaveTextRefusal::TitleMissing),
            (text(&"t".repeat(121), "a", ""), SaveTextRefusal::TitleTooLong),
            (text("gpj.\u{202e}exe", "a", ""), SaveTextRefusal::TitleUnprintable('\u{202e}')),
            (text("t", "\n", ""), SaveTextRefusal::BodyMissing),
            (text("t", &long, ""), SaveTextRefusal::BodyTooLong),
            (text("t", "a", "9.9"), SaveTextRefusal::ChangedMeanwhile),
        ] {
            let refused = save_text(&ada, id, Lang::En, &typed).await.unwrap_err();
            assert_eq!(refused.refusal(), Some(&why));
        }
        let none = send_to_review(&ada, id, Lang::En).await.unwrap_err();
        assert_eq!(none.refusal(), Some(&SendRefusal::NoDraft));
        assert!(article(&world, id).await.open(Lang::En).is_none());

        let row = article(&world, id).await.article;
        let good = SaveArticle {
            slug: "x".into(),
            category: row.category_id.to_string(),
            kind: "article".into(),
            audience: "public".into(),
            source: "en".into(),
            ..SaveArticle::default()
        };
        let changes: [Change; 7] = [
            (|it| it.slug = "A b".into(), SaveArticleRefusal::Slug),
            (|it| it.slug = "passkeys".into(), SaveArticleRefusal::SlugTaken),
            (|it| it.category = "x".into(), SaveArticleRefusal::Category),
            (|it| it.kind = "x".into(), SaveArticleRefusal::Kind),
            (|it| it.audience = "x".into(), SaveArticleRefusal::Audience),
            (|it| it.source = "de".into(), SaveArticleRefusal::Source),
            (|it| it.form = "https://evil.example".into(), SaveArticleRefusal::Form),
        ];
        for (change, why) in changes {
            let mut input = good.clone();
            change(&mut input);
            assert_eq!(save_article(&ada, None, &input).await.unwrap_err().refusal(), Some(&why));
        }
        let first = save_article(&ada, None, &good).await.unwrap();
        assert_eq!(article(&world, first).await.article.number, 1_001);
    }

    /// ALL-10
    async fn a_category_stands_below_one_that_stands_below_none(world: World) {
        let ada = writer(&world, 1);
        let names = [("en".to_owned(), "Zebras".to_owned())].into();
        let input = SaveCategory { slug: "zebras".into(), above: String::new(), place: "7".into(), names };
        let zebras = save_category(&ada, None, &input).await.unwrap();
        let taken = save_category(&ada, None, &input).await.unwrap_err();
        assert_eq!(taken.refusal(), Some(&SaveCategoryRefusal::SlugTaken));
        let below = SaveCategory { slug: "stripes".into(), above: zebras.to_string(), ..input.clone() };
        let stripes = save_category(&ada, None, &below).await.unwrap();
        for (id, above) in [(None, stripes), (Some(zebras), stripes), (Some(zebras), zebras)] {
            let typed = SaveCategory { slug: "third".into(), above: above.to_string(), ..input.clone() };
            let refused = save_category(&ada, id, &typed).await.unwrap_err();
            assert_eq!(refused.refusal(), Some(&SaveCategoryRefusal::Above));
        }
        let nameless = SaveCategory { slug: "fourth".into(), names: Default::default(), ..input };
        assert_eq!(save_category(&ada, None, &nameless).await.unwrap_err().refusal(), Some(&SaveCategoryRefusal::NameMissing));
    }

    /// ALL-8, SUP-18
    async fn the_whole_team_reads_and_its_writers_write(world: World) {
        let id = id_of(&world, "staff-orders").await;
        let mut lab = staff(&world, "lab");
        let page = lab.get("/staff/help/read/staff-orders").await.expect(StatusCode::OK).body;
        assert!(page.contains("Orders and codes"), "{page}");
        let page = lab.get(&format!("/staff/help/{id}")).await.expect(StatusCode::OK).body;
        assert!(!page.contains("Edit text") && !page.contains("Archive</button>"), "{page}");
        lab.get(&format!("/staff/help/{id}/text/en")).await.expect(StatusCode::FORBIDDEN);
        lab.post(&format!("/staff/help/{id}/archive"), &[]).await.expect(StatusCode::FORBIDDEN);
        let looker = world.cx_staff(&[Role::Lab]);
        let refused = save_text(&looker, id, Lang::En, &text("t", "b", "")).await.unwrap_err();
        assert_eq!(refused.refusal(), Some(&SaveTextRefusal::NotAllowed(NotAllowed)));
        world.browser().get("/help/staff-orders").await.expect(StatusCode::NOT_FOUND);
    }

    /// SUP-18
    async fn a_text_goes_through_the_pages(world: World) {
        let mut ada = staff(&world, "support");
        let list = ada.get("/staff/help?state=published&q=license").await.expect(StatusCode::OK).body;
        assert!(list.contains("Add a license by its activation code") && list.contains("New article"), "{list}");
        let file = ada.get("/staff/help.csv?q=131&columns=number,title").await.expect(StatusCode::OK).body;
        assert!(file.contains("131,Add a license by its activation code"), "{file}");
        let id = id_of(&world, "add-a-license").await;
        let at = format!("/staff/help/{id}/text/en");
        let form = ada.get(&at).await.expect(StatusCode::OK);
        assert!(form.body.contains("Choose **Add license**"), "{}", form.body);
        let preview = [("title", "T"), ("body", "**Bold** <b>"), ("version", ""), ("act", "preview")];
        let page = ada.post(&at, &preview).await.expect(StatusCode::OK).body;
        assert!(page.contains("<b>Bold</b> &#60;b&#62;"), "{page}");
        assert!(article(&world, id).await.open(Lang::En).is_none(), "a preview keeps nothing");
        let save = [("title", "T"), ("body", "**Bold**"), ("version", ""), ("act", "save")];
        ada.post(&at, &save).await.expect(StatusCode::SEE_OTHER);
        let again = ada.post(&at, &save).await.expect(StatusCode::CONFLICT).body;
        assert!(again.contains("Somebody else has changed this"), "{again}");
        ada.post(&format!("{at}/send"), &[]).await.expect(StatusCode::SEE_OTHER);
        let review = ada.get(&format!("{at}/review")).await.expect(StatusCode::OK).body;
        assert!(review.contains("You wrote this text"), "{review}");
        let version = version_of(article(&world, id).await.open(Lang::En));
        let own = ada.post(&format!("{at}/publish"), &[("version", &version), ("act", "publish")]).await;
        own.expect(StatusCode::FORBIDDEN);
        publish(&writer(&world, 2), id, Lang::En, &version, Decision::Publish).await.unwrap();
        let before = ada.get("/staff/help.csv?q=by+its+activation&columns=number,title").await.expect(StatusCode::OK).body;
        assert!(!before.contains("131,T"), "what it was called before is no title of it: {before}");
        let now = ada.get("/staff/help.csv?q=131&columns=number,title").await.expect(StatusCode::OK).body;
        assert!(now.contains("131,T"), "{now}");
        let page = ada.get("/staff/help/categories").await.expect(StatusCode::OK).body;
        assert!(page.contains("Devices and activation"), "{page}");
    }
}
