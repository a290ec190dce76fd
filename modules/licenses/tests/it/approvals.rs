//! Large blocks and new codes take two clerks (LIC-20, LIC-21).

use crate::blocks::account;
use crate::clerks::{clerk, licenses_of, mail_of, on_sale, order, program, staff, three_seats};
use crate::people::KEY_MAKER;
use crate::shop::log;
use axum::http::{Method, StatusCode};
use gatehouse_accounts::signals::AccountDeleted;
use gatehouse_approval::table;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, DAY, HOUR, Lang, Role, StaffActor, Uuid};
use gatehouse_db::sea_orm::sea_query::Expr;
use gatehouse_db::sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use gatehouse_licenses::actions::block::{Block, BlockRefusal, Holds, block, propose_to_block};
use gatehouse_licenses::actions::issue::{Issue, issue};
use gatehouse_licenses::actions::proposals::{approve_proposal, decline_proposal, withdraw_proposal};
use gatehouse_licenses::actions::reissue::{Reissue, Reissued, reissue};
use gatehouse_licenses::model::license::{Status, status};
use gatehouse_licenses::tables::{license, purchase};
use gatehouse_testkit::{World, both_engines};
use serde_json::json;

/// One of several clerks.
fn clerk_number(world: &World, number: u128) -> Cx {
    world.cx_as(Actor::Staff(StaffActor { id: Uuid::from_u128(number), roles: vec![Role::Licensing] }))
}

/// Licenses of so many seats.
async fn large(world: &World, seats: &str, quantity: &str) -> Vec<license::Model> {
    on_sale(world).await;
    let order = order(world, "LARGE-1", "buyer@example.com", "en").await;
    issue(&world.cx(), &Issue { seats: seats.into(), ..three_seats(order, quantity) }).await.unwrap();
    licenses_of(world, order).await
}

fn input(license: Uuid) -> Block {
    Block { license, reason: "payment_dispute".into(), note: "Case 9".into(), ..Block::default() }
}

async fn proposed(cx: &Cx, license: Uuid) -> Uuid {
    match block(cx, &input(license)).await.unwrap() {
        Holds::Waits(proposal) => proposal,
        other => panic!("{other:?}"),
    }
}

fn code<T, R: gatehouse_core::Refusal>(outcome: &gatehouse_core::Outcome<T, R>) -> Option<&'static str> {
    outcome.as_ref().err().and_then(|stop| stop.refusal()).map(|refusal| refusal.code())
}

async fn is_blocked(world: &World, rows: &[license::Model]) -> Vec<bool> {
    let rows = licenses_of(world, rows[0].purchase_id).await;
    rows.iter().map(|row| status(row, world.cx().now()) == Status::Blocked).collect()
}

both_engines! {
    /// LIC-20, ALL-3
    async fn a_large_license_is_blocked_when_another_clerk_approves(world: World) {
        let rows = large(&world, "500", "1").await;
        let id = rows[0].id;
        let (one, two) = (clerk_number(&world, 1), clerk_number(&world, 2));
        let proposal = proposed(&one, id).await;
        assert_eq!(is_blocked(&world, &rows).await, [false], "nothing has changed yet");
        assert_eq!(code(&approve_proposal(&one, proposal).await), Some("proposal.own"));
        assert_eq!(code(&approve_proposal(&world.cx(), proposal).await), Some("proposal.not_a_person"));
        assert_eq!(code(&approve_proposal(&world.cx_staff(&[Role::Support]), proposal).await), Some("staff.not_allowed"));
        assert_eq!(code(&withdraw_proposal(&two, proposal).await), Some("proposal.not_own"));
        let again = block(&two, &input(id)).await;
        assert_eq!(again.unwrap_err().refusal(), Some(&BlockRefusal::Proposed));
        assert_eq!(approve_proposal(&two, proposal).await.unwrap(), 1);
        assert_eq!(is_blocked(&world, &rows).await, [true]);
        assert!(mail_of(&world, "licenses.blocked", "buyer@example.com").await.text.contains("Case 9"));
        assert_eq!(code(&approve_proposal(&two, proposal).await), Some("proposal.decided"));
        for (kind, lines) in [("license.proposed", 1), ("license.proposal_approved", 1), ("license.blocked", 1)] {
            assert_eq!(log(&world, id, kind).await, lines, "{kind}");
        }
    }

    /// LIC-20, PRI-2
    async fn the_words_of_a_proposal_go_with_the_buyer(world: World) {
        let rows = large(&world, "500", "1").await;
        let proposal = proposed(&clerk_number(&world, 1), rows[0].id).await;
        decline_proposal(&clerk_number(&world, 2), proposal, "Ask the buyer first").await.unwrap();
        let stored = async || table::Entity::find_by_id(proposal).one(world.cx().read()).await.unwrap().unwrap();
        let before = stored().await;
        assert!(before.words_sealed.is_some() && before.reason_sealed.is_some());
        let ada = account(&world, "ada@example.com", Lang::En).await;
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        purchase::Entity::update_many()
            .col_expr(purchase::Column::BuyerAccount, Expr::value(ada))
            .filter(purchase::Column::Id.eq(rows[0].purchase_id))
            .exec(&*tx)
            .await
            .unwrap();
        cx.raise(&tx, AccountDeleted { account: ada }).await.unwrap();
        tx.commit().await.unwrap();
        let after = stored().await;
        assert_eq!((after.words_sealed, after.reason_sealed, after.state), (None, None, before.state));
    }

    /// LIC-20
    async fn of_two_clerks_who_decide_at_once_one_does(world: World) {
        let rows = large(&world, "900", "1").await;
        let proposal = proposed(&clerk_number(&world, 1), rows[0].id).await;
        let (two, three) = (clerk_number(&world, 2), clerk_number(&world, 3));
        let (first, second) = tokio::join!(approve_proposal(&two, proposal), approve_proposal(&three, proposal));
        let mut codes = [code(&first), code(&second)];
        codes.sort_unstable();
        assert_eq!(codes, [None, Some("proposal.decided")]);
        assert_eq!(is_blocked(&world, &rows).await, [true]);
        let mails = world.mails().await.iter().filter(|mail| mail.kind == "licenses.blocked").count();
        assert_eq!(mails, 1);
    }

    /// LIC-20
    async fn an_approval_and_a_refusal_at_once_end_in_one_of_the_two(world: World) {
        let rows = large(&world, "900", "1").await;
        let proposal = proposed(&clerk_number(&world, 1), rows[0].id).await;
        let (two, three) = (clerk_number(&world, 2), clerk_number(&world, 3));
        let (approved, declined) =
            tokio::join!(approve_proposal(&two, proposal), decline_proposal(&three, proposal, "No case"));
        assert!(approved.is_ok() != declined.is_ok());
        assert_eq!(is_blocked(&world, &rows).await, [approved.is_ok()]);
    }

    /// LIC-20, ALL-9
    async fn a_proposal_is_declined_with_a_reason_withdrawn_or_expires(world: World) {
        let rows = large(&world, "500", "1").await;
        let (id, one, two) = (rows[0].id, clerk_number(&world, 1), clerk_number(&world, 2));
        let proposal = proposed(&one, id).await;
        assert_eq!(code(&decline_proposal(&two, proposal, " ").await), Some("input.required"));
        decline_proposal(&two, proposal, "The invoice is paid").await.unwrap();
        let second = proposed(&one, id).await;
        withdraw_proposal(&one, second).await.unwrap();
        assert_eq!(code(&approve_proposal(&two, second).await), Some("proposal.decided"));
        let third = proposed(&one, id).await;
        world.advance(14 * DAY + HOUR);
        assert_eq!(code(&approve_proposal(&two, third).await), Some("proposal.expired"));
        let fourth = proposed(&one, id).await;
        assert_eq!(approve_proposal(&two, fourth).await.unwrap(), 1, "an expired one makes room");
        assert!(!world.dump().await.contains("The invoice is paid"), "words are sealed");
    }

    /// LIC-20
    async fn what_was_blocked_in_another_way_is_passed_over(world: World) {
        let rows = large(&world, "250", "2").await;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let (one, two) = (clerk_number(&world, 1), clerk_number(&world, 2));
        let proposal = propose_to_block(&one, &ids, &input(Uuid::nil())).await.unwrap().expect("500 seats together");
        block(&one, &input(ids[0])).await.unwrap();
        assert_eq!(is_blocked(&world, &rows).await, [true, false]);
        assert_eq!(approve_proposal(&two, proposal).await.unwrap(), 1);
        assert_eq!(is_blocked(&world, &rows).await, [true, true]);
        gatehouse_licenses::actions::unblock::unblock(&one, ids[0], None).await.unwrap();
        gatehouse_licenses::actions::unblock::unblock(&one, ids[1], None).await.unwrap();
        let next = propose_to_block(&one, &ids, &input(Uuid::nil())).await.unwrap().unwrap();
        for (id, clerk) in ids.iter().zip([&one, &two]) {
            block(clerk, &input(*id)).await.unwrap();
        }
        assert_eq!(code(&approve_proposal(&two, next).await), Some("proposal.nothing_left"));
    }

    /// LIC-20
    async fn few_small_licenses_take_one_clerk(world: World) {
        let rows = large(&world, "3", "3").await;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        assert_eq!(propose_to_block(&clerk_number(&world, 1), &ids, &input(Uuid::nil())).await.unwrap(), None);
        assert_eq!(block(&clerk_number(&world, 1), &input(ids[0])).await.unwrap(), Holds::Now);
    }

    /// LIC-20
    async fn many_small_blocks_of_one_clerk_within_a_day_are_the_large_change_that_they_are_together(world: World) {
        let rows = large(&world, "200", "4").await;
        let (one, two) = (clerk_number(&world, 1), clerk_number(&world, 2));
        assert_eq!(block(&one, &input(rows[0].id)).await.unwrap(), Holds::Now);
        assert_eq!(block(&one, &input(rows[1].id)).await.unwrap(), Holds::Now);
        let proposal = proposed(&one, rows[2].id).await;
        assert_eq!(is_blocked(&world, &rows).await, [true, true, false, false]);
        // Another clerk begins anew, and what they approved is not theirs.
        assert_eq!(approve_proposal(&two, proposal).await.unwrap(), 1);
        assert_eq!(block(&two, &input(rows[3].id)).await.unwrap(), Holds::Now);
        // A license counts once.
        gatehouse_licenses::actions::unblock::unblock(&two, rows[0].id, None).await.unwrap();
        assert_eq!(block(&one, &input(rows[0].id)).await.unwrap(), Holds::Now);
        // New codes are counted apart, and a day later nothing counts.
        gatehouse_licenses::actions::unblock::unblock(&two, rows[3].id, None).await.unwrap();
        let code = Reissue { license: rows[3].id, devices: "keep".into(), ..Reissue::default() };
        assert!(matches!(reissue(&one, &code).await.unwrap(), Reissued::Done(_)));
        world.advance(DAY);
        assert_eq!(block(&one, &input(rows[3].id)).await.unwrap(), Holds::Now);
    }

    /// LIC-20
    async fn of_two_small_blocks_at_once_the_later_one_sees_the_earlier_one(world: World) {
        let rows = large(&world, "250", "2").await;
        let one = clerk_number(&world, 1);
        let (first, second) = (input(rows[0].id), input(rows[1].id));
        let (first, second) = tokio::join!(block(&one, &first), block(&one, &second));
        let waits = [first.unwrap(), second.unwrap()].iter().filter(|holds| matches!(holds, Holds::Waits(_))).count();
        assert_eq!(waits, 1);
    }

    /// LIC-20, ALL-8
    async fn the_pages_lead_from_the_block_to_the_approval(world: World) {
        let rows = large(&world, "500", "1").await;
        let mut browser = clerk(&world);
        let at = format!("/staff/licenses/{}/block", rows[0].id);
        let made = browser.post(&at, &[("reason", "payment_dispute"), ("note", "Case 9")]).await;
        let place = made.expect(StatusCode::SEE_OTHER).location();
        assert!(place.starts_with("/staff/proposals/"), "{place}");
        for (lang, words) in [("ja", "別の担当者"), ("ru", "другой сотрудник"), ("en", "Another team member")] {
            let page = browser.get(&format!("{place}?lang={lang}")).await.expect(StatusCode::OK).body;
            assert!(page.contains(words) && page.contains("Case 9") && !page.contains("/approve\""), "{lang}: {page}");
        }
        let license = format!("/staff/licenses/{}", rows[0].id);
        let told = browser.get(&license).await.expect(StatusCode::OK).body;
        assert!(told.contains("waiting for approval") && told.contains(&format!("href=\"{place}\"")), "{told}");
        let told = staff(&world, "support").get(&license).await.expect(StatusCode::OK).body;
        assert!(told.contains("waiting for approval") && !told.contains(&place), "{told}");
        let own = browser.post(&format!("{place}/approve"), &[]).await.expect(StatusCode::FORBIDDEN);
        assert!(own.body.contains("another team member") || own.body.contains("Another team member"), "{}", own.body);
        staff(&world, "support").get("/staff/proposals").await.expect(StatusCode::FORBIDDEN);
        let list = browser.get("/staff/proposals").await.expect(StatusCode::OK).body;
        assert!(list.contains(&place), "{list}");
        // Another clerk, by the program's own key of that name: the page offers the decision.
        let id: Uuid = place.rsplit('/').next().unwrap().parse().unwrap();
        approve_proposal(&clerk_number(&world, 2), id).await.unwrap();
        assert!(browser.get(&place).await.body.contains("Approved"));
        assert!(!browser.get(&license).await.body.contains("waiting for approval"));
        assert!(!browser.get("/staff/proposals").await.body.contains(&place));
        assert!(browser.get("/staff/proposals?state=approved").await.body.contains(&place));
    }

    /// LIC-20, ALL-7
    async fn a_program_proposes_and_asks_what_became_of_it(world: World) {
        let rows = large(&world, "500", "1").await;
        let mut api = program(&world, "licenses:write");
        let place = format!("/api/v1/licenses/{}/block", rows[0].id);
        let answer = api.json(Method::POST, &place, &json!({ "reason": "over_use" })).await.expect(StatusCode::ACCEPTED);
        let id: Uuid = answer.json()["proposal"].as_str().unwrap().parse().unwrap();
        assert_eq!((&answer.json()["state"], &answer.json()["seats"]), (&json!("waiting"), &json!(500)));
        let maker = world.cx_as(Actor::Staff(StaffActor { id: KEY_MAKER, roles: vec![Role::Licensing] }));
        assert_eq!(code(&approve_proposal(&maker, id).await), Some("proposal.own_key"), "who made the key proposed it");
        approve_proposal(&clerk_number(&world, 2), id).await.unwrap();
        let now = api.get(&format!("/api/v1/proposals/{id}")).await.expect(StatusCode::OK);
        assert_eq!(now.json()["state"], json!("approved"));
    }

    /// LIC-21
    async fn a_new_code_of_a_large_license_takes_two_clerks(world: World) {
        let rows = large(&world, "500", "1").await;
        let input = Reissue { license: rows[0].id, devices: "keep".into(), ..Reissue::default() };
        let Reissued::Waits(proposal) = reissue(&clerk_number(&world, 1), &input).await.unwrap() else { panic!() };
        assert_eq!(log(&world, rows[0].id, "license.code_reissued").await, 0);
        assert_eq!(approve_proposal(&clerk_number(&world, 2), proposal).await.unwrap(), 1);
        assert_eq!(log(&world, rows[0].id, "license.code_reissued").await, 1);
    }
}
