//! "Did this help?": one answer for each visitor, article and day, and comments in which nobody is named.

use crate::{id_of, writer};
use axum::http::StatusCode;
use gatehouse_core::{DAY, Lang};
use gatehouse_db::sea_orm::{EntityTrait, PaginatorTrait};
use gatehouse_help::actions::vote::{VoteRefusal, vote};
use gatehouse_help::queries::feedback::{comments, counts};
use gatehouse_help::rights::may;
use gatehouse_help::tables::{help_comment, help_count, help_voter};
use gatehouse_testkit::{Browser, World, both_engines, staff};

const AT: &str = "/help/131-add-a-license";

async fn numbers(world: &World) -> Vec<help_count::Model> {
    counts(&world.cx(), id_of(world, "add-a-license").await).await.unwrap()
}

async fn say(world: &World, agent: &str, helped: &str) {
    let mut browser = world.browser().header("user-agent", agent);
    browser.post(&format!("{AT}/helped"), &[("lang", "en"), ("helped", helped)]).await.expect(StatusCode::SEE_OTHER);
}

/// Some days go by; the clock is believed step by step.
async fn pass(world: &World) {
    for _ in 0..4 {
        world.advance(DAY);
        world.run_jobs().await;
    }
}

both_engines! {
    /// ALL-10
    async fn each_visitor_is_counted_once_a_day_and_looking_counts_nothing(world: World) {
        for _ in 0..20 {
            world.browser().get(AT).await.expect(StatusCode::OK);
            world.browser().get(&format!("{AT}/helped")).await;
        }
        assert!(numbers(&world).await.is_empty());
        for (agent, helped) in [("a", "yes"), ("a", "no"), ("a", "yes"), ("b", "no")] {
            say(&world, agent, helped).await;
        }
        let [only] = numbers(&world).await.try_into().unwrap();
        assert_eq!((only.lang.as_str(), only.helped, only.failed), ("en", 1, 1));
        world.advance(DAY);
        say(&world, "a", "yes").await;
        assert_eq!(numbers(&world).await[0].helped, 2);
        let page = staff(&world, "lab").get(&format!("/staff/help/{}", id_of(&world, "add-a-license").await)).await.body;
        assert!(page.contains("66%"), "{page}");
        let list = staff(&world, "lab").get("/staff/help?q=131").await.expect(StatusCode::OK).body;
        assert!(list.contains("66%"), "{list}");
    }

    /// ALL-10, PRI-2
    async fn what_tells_one_visitor_from_another_is_gone_after_a_day(world: World) {
        say(&world, "a-browser-that-nobody-else-has", "yes").await;
        assert!(!world.dump().await.contains("nobody-else-has"));
        pass(&world).await;
        assert_eq!(help_voter::Entity::find().count(world.app.db.reader()).await.unwrap(), 0);
        assert_eq!(numbers(&world).await[0].helped, 1, "the number stays");
    }

    /// ALL-10, PRI-2
    async fn a_comment_is_sealed_shown_to_the_team_and_erased_after_a_year(world: World) {
        let mut visitor = world.browser();
        let page = visitor.get(&format!("{AT}?said=no")).await.expect(StatusCode::OK).body;
        assert!(page.contains("What was the problem?") && page.contains("/support?description=About%20article%20131"), "{page}");
        let form = [("lang", "en"), ("reason", "missing"), ("comment", "Where is the canary?")];
        let answer = visitor.post(&format!("{AT}/comment"), &form).await;
        assert!(!answer.status.is_redirection(), "without the human check nothing is kept");
        let page = visitor.get(&format!("{AT}?said=no")).await;
        let solved = Browser::human(&page);
        let solved = solved.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let whole: Vec<(&str, &str)> = form.into_iter().chain(solved).collect();
        visitor.post(&format!("{AT}/comment"), &whole).await.expect(StatusCode::SEE_OTHER);
        assert!(!world.dump().await.contains("canary"));
        let id = id_of(&world, "add-a-license").await;
        let said = comments(&may(&writer(&world, 1)).unwrap(), id).await.unwrap();
        assert_eq!((said.len(), said[0].text.as_str()), (1, "Where is the canary?"));
        let page = staff(&world, "support").get(&format!("/staff/help/{id}")).await.body;
        assert!(page.contains("Where is the canary?") && page.contains("What I need isn’t in it"), "{page}");
        world.advance(365 * DAY);
        world.run_jobs().await;
        pass(&world).await;
        assert_eq!(help_comment::Entity::find().count(world.app.db.reader()).await.unwrap(), 0);
    }

    /// ALL-9, ALL-10
    async fn wrong_answers_are_refused(world: World) {
        let id = id_of(&world, "staff-orders").await;
        let mut visitor = world.browser();
        visitor.post(&format!("{AT}/helped"), &[("lang", "en"), ("helped", "perhaps")]).await.expect(StatusCode::BAD_REQUEST);
        visitor.post(&format!("{AT}/helped"), &[("lang", "xx"), ("helped", "yes")]).await.expect(StatusCode::BAD_REQUEST);
        visitor.post("/help/staff-orders/helped", &[("lang", "en"), ("helped", "yes")]).await.expect(StatusCode::NOT_FOUND);
        let stranger = world.cx_as(gatehouse_core::Actor::Visitor);
        let refused = vote(&stranger, id, Lang::En, true).await.unwrap_err();
        assert_eq!(refused.refusal(), Some(&VoteRefusal::NotFound));
        let page = visitor.post(&format!("{AT}/comment"), &[("lang", "en"), ("comment", " ")]).await;
        assert!(page.expect(StatusCode::UNPROCESSABLE_ENTITY).body.contains("Enter a comment."));
    }
}
