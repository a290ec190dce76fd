//! Withdrawal, receipts and what staff see of a customer (PRI-4, PRI-7).

use crate::*;
use axum::http::StatusCode;
use gatehouse_core::HOUR;
use gatehouse_testkit::{both_engines, staff};

/// The address of the newest receipt on the page of the section.
async fn receipt_of(browser: &mut Browser) -> String {
    let page = browser.get(PRIVACY).await.expect(StatusCode::OK).body;
    let after = page.split("href=\"/account/receipts/").nth(1).expect("no receipt");
    format!("/account/receipts/{}", after.split('"').next().unwrap())
}

both_engines! {
    /// PRI-4, PRI-7
    async fn withdrawal_says_what_ends_and_closes_the_gate_for_every_session(world: World) {
        let added = statement(&world, &entry("DE", "The text")).await;
        let account = customer(&world, "ada@example.com", "DE").await;
        let mut browser = signed_in(&world, "ada@example.com").await;
        answer(&mut browser, "accept", "/account").await;
        let mut phone = signed_in(&world, "ada@example.com").await;
        phone.get("/account").await.expect(StatusCode::OK);

        let place = format!("{ASK}/{}/withdraw", added.statement);
        assert!(browser.get(PRIVACY).await.body.contains(&format!("href=\"{place}\"")));
        let page = browser.get(&place).await.expect(StatusCode::OK).body;
        assert!(page.contains("You can’t use the portal until you accept the statement again."), "{page}");
        phone.get("/account").await.expect(StatusCode::OK);
        let done = browser.post(&place, &[]).await;
        assert_eq!(done.location(), DECLINED);
        for browser in [&mut browser, &mut phone] {
            assert!(browser.get("/account").await.location().starts_with(ASK));
        }
        // Once more changes nothing, and the page leads away.
        assert_eq!(phone.post(&place, &[]).await.location(), DECLINED);
        assert_eq!(phone.get(&place).await.location(), PRIVACY);
        assert_eq!(crate::ledger::answers(&world, account).await, ["accepted", "withdrawn"]);
        assert_eq!(answer(&mut phone, "accept", "/account").await.location(), "/account");
        browser.get("/account").await.expect(StatusCode::OK);
    }

    /// PRI-7
    async fn a_receipt_has_the_exact_text_is_its_owners_alone_and_is_mailed_on_request(world: World) {
        let world = World::with(world.engine, crate::modules(), |parts| parts.limits = true).await;
        let added = statement(&world, &entry("DE", "The very text")).await;
        customer(&world, "ada@example.com", "DE").await;
        let mut browser = signed_in(&world, "ada@example.com").await;
        answer(&mut browser, "accept", "/account").await;
        assert!(world.mails().await.iter().all(|mail| !mail.subject.contains("Receipt")), "nobody asked for one");
        let place = receipt_of(&mut browser).await;
        // A newer version changes nothing in it.
        next_version(&world, added.statement, &VersionEntry { asks_again: false, ..entry("DE", "Another text") }, "").await;
        let page = browser.get(&place).await.expect(StatusCode::OK).body;
        for part in ["The very text", "Accepted", "English", "Ada Lind", "Version", "data-print", place.rsplit('/').next().unwrap()] {
            assert!(page.contains(part), "{part}: {page}");
        }
        assert!(!page.contains("isn’t the one that you read"), "{page}");
        customer(&world, "eve@example.com", "DE").await;
        let mut eve = signed_in(&world, "eve@example.com").await;
        eve.get(&place).await.expect(StatusCode::NOT_FOUND);
        eve.post(&format!("{place}/mail"), &[]).await.expect(StatusCode::NOT_FOUND);

        for _ in 0..3 {
            let sent = browser.post(&format!("{place}/mail"), &[]).await;
            assert!(browser.follow(sent).await.body.contains("Receipt sent"), "{place}");
        }
        browser.post(&format!("{place}/mail"), &[]).await.expect(StatusCode::TOO_MANY_REQUESTS);
        world.run_jobs().await;
        let mail = world.last_mail_to("ada@example.com").await;
        assert_eq!(mail.subject, "Receipt: Data statement");
        assert!(mail.text.contains(&place) && mail.text.contains("Accepted"), "{}", mail.text);
        world.advance(HOUR);
        let sent = browser.post(&format!("{place}/mail"), &[]).await;
        assert!(sent.status.is_redirection(), "{}", sent.status);
    }

    /// ALL-8, PRI-7
    async fn staff_see_the_answers_of_a_customer_and_the_look_is_in_the_log(world: World) {
        statement(&world, &entry("DE", "The text")).await;
        let account = customer(&world, "ada@example.com", "DE").await;
        let mut browser = signed_in(&world, "ada@example.com").await;
        let place = format!("/staff/accounts/{account}/statements");
        let mut support = staff(&world, "support");
        assert!(support.get(&place).await.expect(StatusCode::OK).body.contains("hasn’t answered"));
        answer(&mut browser, "accept", "/account").await;
        let page = staff(&world, "privacy").get(&place).await.expect(StatusCode::OK).body;
        assert!(page.contains("Accepted") && page.contains("Before using the portal") && page.contains("Version 1"), "{page}");
        let first = staff(&world, "privacy").get(&format!("/staff/accounts/{account}")).await.expect(StatusCode::OK).body;
        assert!(first.contains("Accepted") && first.contains("Version 1"), "the first page has them too: {first}");
        staff(&world, "licensing").get(&place).await.expect(StatusCode::FORBIDDEN);
        let nobody = format!("/staff/accounts/{}/statements", Uuid::from_u128(7));
        support.get(&nobody).await.expect(StatusCode::NOT_FOUND);
    }

    /// ACC-12, PRI-4
    async fn whoever_moves_away_can_still_withdraw_what_they_accepted(world: World) {
        let added = statement(&world, &entry("DE", "The text")).await;
        let account = customer(&world, "ada@example.com", "DE").await;
        let mut browser = signed_in(&world, "ada@example.com").await;
        answer(&mut browser, "accept", "/account").await;
        let place = [("country", "JP"), ("region", "Tokyo"), ("lang", "en"), ("zone", "Asia/Tokyo")];
        assert!(browser.post("/account/place", &place).await.status.is_redirection());
        let withdraw = format!("{ASK}/{}/withdraw", added.statement);
        assert!(browser.get(&withdraw).await.expect(StatusCode::OK).body.contains("You can go on using the portal."));
        assert_eq!(browser.post(&withdraw, &[]).await.location(), PRIVACY);
        browser.get("/account").await.expect(StatusCode::OK);
        assert_eq!(crate::ledger::answers(&world, account).await, ["accepted", "withdrawn"]);
        let page = browser.get(&format!("{ASK}/{}", added.version)).await.expect(StatusCode::OK).body;
        assert!(page.contains("isn’t in force for you"), "{page}");
    }
}
