//! Trials as staff and programs see them (LIC-22, ALL-8).

use crate::*;
use gatehouse_context::audit::{AuditFilter, list};
use gatehouse_core::Role;
use gatehouse_testkit::{both_engines, program, staff};
use gatehouse_trials::actions::allow_again::{AllowAgain, AllowRefusal, allow_again};
use gatehouse_trials::rights::NotAllowed;

const LIST: &str = "/staff/trials";

both_engines! {
    /// LIC-22
    async fn staff_find_trials_by_state_product_and_address_and_the_log_tells_who_looked(world: World) {
        let empty = staff(&world, "support").get(LIST).await.expect(StatusCode::OK).body;
        assert!(empty.contains("No trials"), "{empty}");
        ask(&world, ADA).await;
        ask(&world, "bob@example.com").await;
        activate(&world, &code_of(&world, ADA).await, 1).await.expect(StatusCode::CREATED);
        let mut support = staff(&world, "support");
        let page = support.get(LIST).await.expect(StatusCode::OK).body;
        for told in [ADA, "bob@example.com", "Ada Canary", "The beacon", "Running", "Code sent", "Trials by month"] {
            assert!(page.contains(told), "{told}: {page}");
        }
        assert!(!page.contains("/staff/trials/allow"), "support allows nothing");
        let running = support.get(&format!("{LIST}?state=running")).await.expect(StatusCode::OK).body;
        assert!(running.contains(ADA) && !running.contains("bob@example.com"), "{running}");
        let found = support.post(LIST, &[("q", "Bob+x@example.com")]).await.expect(StatusCode::OK).body;
        assert!(found.contains("bob@example.com") && !found.contains(ADA), "{found}");
        let file = support.get(&format!("{LIST}.csv?columns=product,email,state")).await.expect(StatusCode::OK).body;
        assert!(file.contains("The beacon,ada@example.com,Running"), "{file}");
        staff(&world, "marketing").get(LIST).await.expect(StatusCode::FORBIDDEN);
        for word in ["trial.listed", "trial.searched", "trial.asked", "trial.mailed"] {
            let filter = AuditFilter { kind: Some(word.into()), ..AuditFilter::default() };
            assert!(!list(&world.cx(), &filter, &Default::default()).await.unwrap().items.is_empty(), "{word}");
        }
    }

    /// LIC-22
    async fn a_clerk_allows_one_more_with_a_reason_that_the_log_keeps(world: World) {
        ask(&world, ADA).await;
        let mut clerk = staff(&world, "licensing");
        let form = |email: &'static str, reason: &'static str| [("email", email), ("product", "beacon"), ("reason", reason)];
        clerk.get("/staff/trials/allow").await.expect(StatusCode::OK);
        clerk.post("/staff/trials/allow", &form(ADA, "")).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let nobody = clerk.post("/staff/trials/allow", &form("nobody@example.com", "agreed")).await.expect(StatusCode::CONFLICT);
        assert!(nobody.body.contains("hasn’t had a trial"), "{}", nobody.body);
        let done = clerk.post("/staff/trials/allow", &form(ADA, "agreed")).await.expect(StatusCode::SEE_OTHER);
        assert!(clerk.follow(done).await.body.contains("Allowed"));
        let lines = list(&world.cx(), &AuditFilter::default(), &Default::default()).await.unwrap().items;
        let line = lines.iter().find(|line| line.kind == "trial.allowed").unwrap();
        assert!(line.details.as_ref().unwrap().contains("agreed") && !line.details.as_ref().unwrap().contains('@'));
        staff(&world, "support").post("/staff/trials/allow", &form(ADA, "agreed")).await.expect(StatusCode::FORBIDDEN);
        let refused = allow_again(&world.cx_staff(&[Role::Support]), &AllowAgain::default()).await.unwrap_err();
        assert_eq!(refused.refusal(), Some(&AllowRefusal::NotAllowed(NotAllowed)));
    }

    /// LIC-22, ALL-7
    async fn a_program_with_the_scope_reads_trials_without_people(world: World) {
        ask(&world, ADA).await;
        let answer = program(&world, "trials:read").get("/api/v1/trials?state=mailed").await.expect(StatusCode::OK);
        let read = answer.json();
        assert_eq!(read["items"].as_array().unwrap().len(), 1);
        assert_eq!(read["items"][0]["state"], "mailed");
        assert!(!answer.body.contains("Canary") && !answer.body.contains('@'), "{}", answer.body);
        program(&world, "licenses:read").get("/api/v1/trials").await.expect(StatusCode::FORBIDDEN);
        program(&world, "trials:read").get("/api/v1/trials?state=nonsense").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }

    /// LIC-22
    async fn a_customers_page_has_a_tab_of_their_trials(world: World) {
        let ada = customer(&world, ADA).await;
        let tab = format!("/staff/accounts/{ada}/trials");
        let mut support = staff(&world, "support");
        assert!(support.get(&tab).await.expect(StatusCode::OK).body.contains("hasn’t asked for a trial."));
        let mut browser = signed_in(&world, ADA).await;
        let form = [("product", "beacon"), ("name", "Ada Canary")];
        browser.post("/trial", &form).await.expect(StatusCode::SEE_OTHER);
        world.run_jobs().await;
        let shown = support.get(&tab).await.expect(StatusCode::OK).body;
        assert!(shown.contains("The beacon") && shown.contains("Code sent"), "{shown}");
    }
}
