//! Nobody alone lets others read what was read over for the team.

use crate::{article, id_of, made, published, writer};
use axum::http::StatusCode;
use gatehouse_approval::{ApprovalRefusal, LIFE, table};
use gatehouse_context::Cx;
use gatehouse_context::audit::{AuditFilter, list};
use gatehouse_core::{Lang, Outcome, Role, Uuid};
use gatehouse_db::sea_orm::{EntityTrait as _, QueryOrder as _};
use gatehouse_help::actions::save_article::{SaveArticle, SaveArticleRefusal, save_article};
use gatehouse_help::actions::save_text::{SaveText, save_text};
use gatehouse_help::actions::send_to_review::send_to_review;
use gatehouse_help::actions::widen::{Act, WidenRefusal, widen};
use gatehouse_help::model::words::Audience;
use gatehouse_help::queries::staff::waiting;
use gatehouse_help::rights::NotAllowed;
use gatehouse_testkit::{World, both_engines, staff};

/// One of the team saves the article, for these readers.
async fn saved(world: &World, cx: &Cx, id: Uuid, audience: Audience) -> Outcome<Uuid, SaveArticleRefusal> {
    let row = article(world, id).await.article;
    let input = SaveArticle {
        slug: row.slug,
        category: row.category_id.to_string(),
        kind: "article".into(),
        audience: audience.word().into(),
        source: "en".into(),
        version: row.version.to_string(),
        ..SaveArticle::default()
    };
    save_article(cx, Some(id), &input).await
}

async fn audience(world: &World, id: Uuid) -> Audience {
    article(world, id).await.article.audience
}

/// The latest proposal.
async fn proposal(world: &World) -> Uuid {
    let rows = table::Entity::find().order_by_desc(table::Column::ProposedAt).order_by_desc(table::Column::Id);
    rows.one(world.app.db.reader()).await.unwrap().unwrap().id
}

fn refused(outcome: Outcome<(), WidenRefusal>) -> WidenRefusal {
    *outcome.unwrap_err().refusal().unwrap()
}

both_engines! {
    /// SUP-18, ALL-8
    async fn what_the_team_reads_becomes_public_by_a_second_writer(world: World) {
        let id = made(&world, "new-one", "staff").await;
        published(&world, id, Lang::En, ("Zebras", "Their stripes."), false).await;
        let (ada, bob) = (writer(&world, 1), writer(&world, 2));
        saved(&world, &ada, id, Audience::Public).await.unwrap();
        assert_eq!(audience(&world, id).await, Audience::Staff);
        let mut visitor = world.browser();
        let read = async |visitor: &mut gatehouse_testkit::Browser| {
            let found = visitor.get("/help?q=Zebras").await.expect(StatusCode::OK).body;
            (visitor.get("/help/new-one").await.status, found.contains("Their stripes."))
        };
        assert_eq!(read(&mut visitor).await, (StatusCode::NOT_FOUND, false));
        assert_eq!(waiting(&bob).await.unwrap(), 1);
        // Saved once more it is the same proposal, and another one is refused.
        saved(&world, &ada, id, Audience::Public).await.unwrap();
        let other = saved(&world, &bob, id, Audience::Customers).await.unwrap_err();
        assert_eq!(other.refusal(), Some(&SaveArticleRefusal::ReadersWait));
        let proposed = proposal(&world).await;
        let own = refused(widen(&ada, id, proposed, Act::Approve).await);
        assert_eq!(own, WidenRefusal::Approval(ApprovalRefusal::Own));
        let looker = refused(widen(&world.cx_staff(&[Role::Lab]), id, proposed, Act::Approve).await);
        assert_eq!(looker, WidenRefusal::NotAllowed(NotAllowed));
        let wrong = refused(widen(&bob, id_of(&world, "passkeys").await, proposed, Act::Approve).await);
        assert_eq!(wrong, WidenRefusal::Approval(ApprovalRefusal::Unknown));
        let foreign = refused(widen(&bob, id, proposed, Act::Withdraw).await);
        assert_eq!(foreign, WidenRefusal::Approval(ApprovalRefusal::NotOwn));
        assert_eq!(audience(&world, id).await, Audience::Staff, "nobody alone");

        let mut clerk = staff(&world, "support");
        let list = clerk.get("/staff/help?state=review").await.expect(StatusCode::OK).body;
        assert!(list.contains("Zebras") && list.contains("Awaiting approval: Everyone"), "{list}");
        let at = format!("/staff/help/{id}");
        let page = clerk.get(&at).await.expect(StatusCode::OK).body;
        assert!(page.contains("Wider readers await approval") && page.contains("<span>Approve</span>"), "{page}");
        let seen = staff(&world, "lab").get(&at).await.expect(StatusCode::OK).body;
        assert!(seen.contains("Wider readers await approval") && !seen.contains("<span>Approve</span>"), "{seen}");
        let to = format!("{at}/readers/{proposed}");
        staff(&world, "lab").post(&to, &[("act", "approve")]).await.expect(StatusCode::FORBIDDEN);
        clerk.post(&to, &[("act", "")]).await.expect(StatusCode::BAD_REQUEST);
        clerk.post(&to, &[("act", "approve")]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(read(&mut visitor).await, (StatusCode::OK, true));
        let again = refused(widen(&bob, id, proposed, Act::Decline).await);
        assert_eq!(again, WidenRefusal::Approval(ApprovalRefusal::Decided));
        assert_eq!(waiting(&bob).await.unwrap(), 0);
        let page = clerk.get(&at).await.expect(StatusCode::OK).body;
        assert!(!page.contains("Wider readers await approval"), "{page}");
        let log = list_of(&world).await;
        for kind in ["help.readers_proposed", "help.readers_approved"] {
            assert_eq!(log.iter().filter(|one| *one == kind).count(), 1, "{kind}: {log:?}");
        }
    }

    /// SUP-18
    async fn a_proposal_is_declined_taken_back_or_ends(world: World) {
        let id = made(&world, "new-one", "staff").await;
        published(&world, id, Lang::En, ("Zebras", "Their stripes."), false).await;
        let (ada, bob) = (writer(&world, 1), writer(&world, 2));
        for (by, act) in [(&bob, Act::Decline), (&ada, Act::Withdraw)] {
            saved(&world, &ada, id, Audience::Public).await.unwrap();
            widen(by, id, proposal(&world).await, act).await.unwrap();
            assert_eq!((audience(&world, id).await, waiting(&bob).await.unwrap()), (Audience::Staff, 0));
            world.advance(1_000_000);
        }
        saved(&world, &ada, id, Audience::Public).await.unwrap();
        let late = proposal(&world).await;
        world.advance(LIFE);
        let expired = refused(widen(&bob, id, late, Act::Approve).await);
        assert_eq!(expired, WidenRefusal::Approval(ApprovalRefusal::Expired));
        assert_eq!(waiting(&bob).await.unwrap(), 0);
        // It makes room for the next one.
        saved(&world, &bob, id, Audience::Customers).await.unwrap();
        widen(&ada, id, proposal(&world).await, Act::Approve).await.unwrap();
        assert_eq!(audience(&world, id).await, Audience::Customers);
    }

    /// SUP-18: what nobody reads yet is judged with its text, and fewer readers harm nobody
    async fn fewer_readers_and_articles_without_a_text_take_one(world: World) {
        let ada = writer(&world, 1);
        let id = made(&world, "new-one", "staff").await;
        let typed = SaveText { title: "Zebras".into(), body: "Their stripes.".into(), ..SaveText::default() };
        save_text(&ada, id, Lang::En, &typed).await.unwrap();
        saved(&world, &ada, id, Audience::Customers).await.unwrap();
        assert_eq!(audience(&world, id).await, Audience::Customers, "a draft is read by nobody");
        saved(&world, &ada, id, Audience::Staff).await.unwrap();
        send_to_review(&ada, id, Lang::En).await.unwrap();
        let page = staff(&world, "support").get(&format!("/staff/help/{id}/text/en/review")).await.expect(StatusCode::OK).body;
        assert!(page.contains("The team only"), "for whom it is read over: {page}");
        // Else its reader would publish for others than they thought.
        saved(&world, &ada, id, Audience::Public).await.unwrap();
        assert_eq!(audience(&world, id).await, Audience::Staff);
        let license = id_of(&world, "add-a-license").await;
        saved(&world, &ada, license, Audience::Staff).await.unwrap();
        assert_eq!(audience(&world, license).await, Audience::Staff);
        world.browser().get("/help/131-add-a-license").await.expect(StatusCode::NOT_FOUND);
    }
}

/// The words of the log.
async fn list_of(world: &World) -> Vec<String> {
    let all = list(&world.cx(), &AuditFilter::default(), &Default::default()).await.unwrap();
    all.items.into_iter().map(|line| line.kind).collect()
}
