//! Some added licenses wait for a clerk (LIC-23).

use crate::blocks::account;
use crate::clerks::{clerk, code_in, licenses_of, mail_of, on_sale, order, sold, staff};
use crate::shop::{device, log};
use axum::http::{Method, StatusCode};
use gatehouse_core::{DAY, HOUR, Lang, Refusal as _, Uuid};
use gatehouse_db::sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use gatehouse_licenses::actions::add_code::{AddCode, add_code};
use gatehouse_licenses::actions::verification_rules::{SetRule, end_rule, set_rule};
use gatehouse_licenses::actions::verify::{Verdict, verify};
use gatehouse_licenses::model::license::{Status, status};
use gatehouse_licenses::tables::{license, license_holder, verification};
use gatehouse_testkit::{World, both_engines};

/// A flagged order with one license: the license and its code.
async fn flagged(world: &World) -> (license::Model, String) {
    on_sale(world).await;
    let order = order(world, "RISKY-1", "buyer@example.com", "en").await;
    set_rule(&world.cx(), &SetRule { kind: "order".into(), about: "RISKY-1".into() }).await.unwrap();
    sold(world, order, "1").await;
    let row = licenses_of(world, order).await.remove(0);
    (row, code_in(&world.last_mail_to("buyer@example.com").await.text))
}

async fn add(world: &World, account: Uuid, code: &str) {
    let input = AddCode { code: code.to_owned().into(), ..AddCode::default() };
    add_code(&world.cx_of(account), input).await.unwrap();
}

async fn waiting(world: &World) -> Vec<verification::Model> {
    verification::Entity::find()
        .filter(verification::Column::State.eq(gatehouse_licenses::model::verification::VerificationState::Waiting))
        .all(world.cx().read())
        .await
        .unwrap()
}

async fn state(world: &World, id: Uuid) -> Status {
    let row = license::Entity::find_by_id(id).one(world.cx().read()).await.unwrap().unwrap();
    status(&row, world.cx().now())
}

async fn activates(world: &World, code: &str, n: u32) -> String {
    let mut asking = crate::shop::asking(code, &device(n, 0));
    asking["product"] = "beacon".into();
    asking["application"] = serde_json::Value::Null;
    let answer = world.browser().json(Method::POST, "/api/v1/activations", &asking).await;
    if answer.status.is_success() { String::new() } else { answer.code() }
}

both_engines! {
    /// LIC-23
    async fn of_two_clerks_who_set_a_rule_at_once_one_is_told(world: World) {
        on_sale(&world).await;
        order(&world, "RISKY-1", "buyer@example.com", "en").await;
        let input = SetRule { kind: "order".into(), about: "RISKY-1".into() };
        let (one, two) = (world.cx(), world.cx());
        let (first, second) = tokio::join!(set_rule(&one, &input), set_rule(&two, &input));
        assert_ne!(first.is_ok(), second.is_ok(), "one of them sets it");
        let refused = first.err().or(second.err()).unwrap();
        assert_eq!(refused.refusal().map(|refusal| refusal.code()), Some("verification_rule.set_already"));
    }

    /// LIC-23, LIC-17
    async fn an_added_license_of_a_flagged_order_works_once_a_clerk_approved_it(world: World) {
        let (row, code) = flagged(&world).await;
        let ada = account(&world, "ada@example.com", Lang::En).await;
        add(&world, ada, &code).await;
        assert_eq!(state(&world, row.id).await, Status::AwaitingVerification);
        assert_eq!(activates(&world, &code, 1).await, "license.awaiting_verification");
        let queue = waiting(&world).await;
        assert_eq!((queue.len(), queue[0].account_id, queue[0].license_id), (1, Some(ada), row.id));
        verify(&world.cx(), queue[0].id, &Verdict::Approve).await.unwrap();
        assert_eq!(state(&world, row.id).await, Status::NotActivated);
        assert_eq!(activates(&world, &code, 1).await, "");
        let mail = mail_of(&world, "licenses.verified", "ada@example.com").await;
        assert!(mail.text.contains("is verified"), "{}", mail.text);
        let again = verify(&world.cx(), queue[0].id, &Verdict::Approve).await.unwrap_err();
        assert_eq!(again.refusal().map(|refusal| refusal.code()), Some("verification.decided"));
        for (kind, lines) in [("license.verification_asked", 1), ("license.verified", 1)] {
            assert_eq!(log(&world, row.id, kind).await, lines, "{kind}");
        }
    }

    /// LIC-23, ALL-4
    async fn a_declined_license_leaves_the_account_with_the_reason_and_stays_closed(world: World) {
        let (row, code) = flagged(&world).await;
        let said = [("en", Lang::En, "confirm the payment"), ("ja", Lang::Ja, "支払いを確認"), ("ru", Lang::Ru, "подтвердить оплату")];
        for (tag, lang, words) in said {
            let email = format!("{tag}@example.com");
            let person = account(&world, &email, lang).await;
            add(&world, person, &code).await;
            let id = waiting(&world).await.remove(0).id;
            let silent = Verdict::Decline { reason: String::new(), note: String::new() };
            let refused = verify(&world.cx(), id, &silent).await.unwrap_err();
            assert_eq!(refused.refusal().and_then(|refusal| refusal.field().map(str::to_owned)), Some("reason".into()));
            let verdict = Verdict::Decline { reason: "payment_unclear".into(), note: "Card 12".into() };
            verify(&world.cx(), id, &verdict).await.unwrap();
            let mail = mail_of(&world, "licenses.verification_declined", &email).await;
            assert!(mail.text.contains(words) && mail.text.contains("Card 12"), "{}", mail.text);
            let held = license_holder::Entity::find().filter(license_holder::Column::LicenseId.eq(row.id));
            assert_eq!(held.count(world.cx().read()).await.unwrap(), 0);
            assert_eq!(activates(&world, &code, 1).await, "license.awaiting_verification", "the code alone opens nothing");
        }
        assert!(!world.dump().await.contains("Card 12"), "words are sealed");
    }

    /// LIC-23
    async fn of_two_clerks_who_decide_at_once_one_does(world: World) {
        let (row, code) = flagged(&world).await;
        let ada = account(&world, "ada@example.com", Lang::En).await;
        add(&world, ada, &code).await;
        let id = waiting(&world).await.remove(0).id;
        let (one, two) = (world.cx(), world.cx());
        let decline = Verdict::Decline { reason: "resold".into(), note: String::new() };
        let (approved, declined) = tokio::join!(verify(&one, id, &Verdict::Approve), verify(&two, id, &decline));
        assert!(approved.is_ok() != declined.is_ok());
        let is_open = state(&world, row.id).await != Status::AwaitingVerification;
        assert_eq!(is_open, approved.is_ok());
    }

    /// LIC-23
    async fn rules_of_each_kind_hold_from_then_on_and_end(world: World) {
        on_sale(&world).await;
        let number = order(&world, "PLAIN-1", "", "").await;
        let issued = sold(&world, number, "4").await;
        let rows = licenses_of(&world, number).await;
        let wrong = [("license", "12345-67890"), ("order", "NONE"), ("product", "none"), ("batch", "no id"), ("else", "x")];
        for (kind, about) in wrong {
            let input = SetRule { kind: kind.into(), about: about.into() };
            assert!(set_rule(&world.cx(), &input).await.is_err(), "{kind} {about}");
        }
        let kinds = [
            ("license", rows[0].number.clone()),
            ("order", "PLAIN-1".to_owned()),
            ("product", "beacon".to_owned()),
            ("batch", issued.batch.to_string()),
        ];
        for (place, (kind, about)) in kinds.into_iter().enumerate() {
            let input = SetRule { kind: kind.into(), about };
            let rule = set_rule(&world.cx(), &input).await.unwrap();
            let twice = set_rule(&world.cx(), &input).await.unwrap_err();
            assert_eq!(twice.refusal().map(|refusal| refusal.code()), Some("verification_rule.set_already"));
            let person = account(&world, &format!("p{place}@example.com"), Lang::En).await;
            let row = &rows[place];
            let code = code_of(&world, row).await;
            add(&world, person, &code).await;
            assert_eq!(state(&world, row.id).await, Status::AwaitingVerification, "{kind}");
            end_rule(&world.cx(), rule).await.unwrap();
        }
        assert_eq!(waiting(&world).await.len(), 4, "what waits goes on waiting");
    }

    /// LIC-23, ALL-8
    async fn the_queue_shows_what_waits_how_long_and_what_it_means_to_the_customer(world: World) {
        let (row, code) = flagged(&world).await;
        let ada = account(&world, "ada@example.com", Lang::En).await;
        add(&world, ada, &code).await;
        let id = waiting(&world).await.remove(0).id;
        let mut support = staff(&world, "support");
        let list = support.get("/staff/verification").await.expect(StatusCode::OK).body;
        assert!(list.contains(&format!("/staff/verification/{id}")) && !list.contains("Overdue"), "{list}");
        let place = format!("/staff/verification/{id}");
        assert!(!support.get(&place).await.expect(StatusCode::OK).body.contains("/approve\""));
        support.post(&format!("{place}/approve"), &[]).await.expect(StatusCode::FORBIDDEN);
        world.advance(2 * DAY + HOUR);
        let mut clerk = clerk(&world);
        assert!(clerk.get("/staff/verification").await.body.contains("Overdue"));
        for (lang, words) in [("en", "RISKY-1"), ("ja", "注文の指定"), ("ru", "Отмечен заказ")] {
            let page = clerk.get(&format!("{place}?lang={lang}")).await.expect(StatusCode::OK).body;
            assert!(page.contains(words), "{lang}: {page}");
        }
        let rules = "/staff/verification/rules";
        let page = clerk.get(rules).await.expect(StatusCode::OK).body;
        assert!(page.contains("RISKY-1") && page.contains("/end\""), "{page}");
        assert!(!clerk.get(&format!("{rules}?kind=product")).await.expect(StatusCode::OK).body.contains("RISKY-1"));
        assert!(clerk.get(&format!("{rules}.csv")).await.expect(StatusCode::OK).body.contains("RISKY-1"));
        assert!(!staff(&world, "support").get(rules).await.expect(StatusCode::OK).body.contains("/end\""));
        let empty = clerk.post(&format!("{place}/decline"), &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.body.contains("id=\"e-reason\""), "{}", empty.body);
        clerk.post(&format!("{place}/approve"), &[]).await.expect(StatusCode::SEE_OTHER);
        assert!(!clerk.get("/staff/verification").await.body.contains(&place));
        assert!(clerk.get("/staff/verification?state=approved").await.body.contains(&place));
        assert_eq!(state(&world, row.id).await, Status::NotActivated);
    }
}

/// The code of a license, as its owner reads it.
async fn code_of(world: &World, row: &license::Model) -> String {
    use gatehouse_licenses::tables::license_code;
    let cx = world.cx();
    let code = license_code::Entity::find()
        .filter(license_code::Column::LicenseId.eq(row.id))
        .one(cx.read())
        .await
        .unwrap()
        .unwrap();
    let key = gatehouse_context::subject::key(&cx, cx.read(), row.purchase_id).await.unwrap();
    gatehouse_licenses::model::code::open(&key, code.id, &code.code_sealed).unwrap().to_string()
}
