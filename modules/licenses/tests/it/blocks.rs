//! Blocking and unblocking.

use crate::clerks::{clerk, code_in, licenses_of, mail_of, on_sale, order, program, sold, staff};
use crate::shop::device;
use axum::http::StatusCode;
use gatehouse_accounts::actions::choose_notifications::choose_notifications;
use gatehouse_accounts::actions::create_confirmed::{CreateConfirmed, create_confirmed};
use gatehouse_core::{DAY, HOUR, Lang, Refusal as _, Uuid};
use gatehouse_db::sea_orm::{EntityTrait, PaginatorTrait};
use gatehouse_licenses::actions::add_code::AddCode;
use gatehouse_licenses::actions::block::{Block, BlockRefusal, Holds, block};
use gatehouse_licenses::actions::unblock::unblock;
use gatehouse_licenses::mails::device_activated;
use gatehouse_licenses::model::license::{Status, status};
use gatehouse_licenses::tables::{lease_stop, license};
use gatehouse_testkit::{World, both_engines};

/// A confirmed account.
pub async fn account(world: &World, email: &str, lang: Lang) -> Uuid {
    account_in(world, email, lang, "JP").await
}

/// The same in another country.
pub async fn account_in(world: &World, email: &str, lang: Lang, country: &str) -> Uuid {
    let input = CreateConfirmed {
        email: email.into(),
        password: "Correct-Horse-7".to_owned().into(),
        name: String::new(),
        lang,
        country: country.into(),
        region: "東京都".into(),
        zone: "Asia/Tokyo".into(),
    };
    create_confirmed(&world.cx(), input).await.unwrap()
}

async fn stored(world: &World, id: Uuid) -> license::Model {
    license::Entity::find_by_id(id).one(world.cx().read()).await.unwrap().unwrap()
}

async fn one_license(world: &World, email: &str, lang: &str) -> Uuid {
    let order = order(world, &format!("ORDER-{email}"), email, lang).await;
    sold(world, order, "1").await;
    licenses_of(world, order).await.remove(0).id
}

fn input(license: Uuid, reason: &str) -> Block {
    Block { license, reason: reason.into(), ..Block::default() }
}

both_engines! {
    /// LIC-20, ALL-4
    async fn the_holder_is_told_why_and_what_to_do_in_his_language(world: World) {
        on_sale(&world).await;
        let said = [
            ("en", "over_use", "more devices than it has seats", "Deactivate devices"),
            ("ja", "payment_dispute", "支払い", "ご購入元"),
            ("ru", "compromised", "посторонним", "новый код"),
        ];
        for (lang, reason, why, what) in said {
            let email = format!("{lang}@example.com");
            let id = one_license(&world, &email, lang).await;
            let holds = block(&world.cx(), &Block { note: "Case 77".into(), ..input(id, reason) }).await.unwrap();
            assert_eq!(holds, Holds::Now);
            let mail = mail_of(&world, "licenses.blocked", &email).await;
            assert_eq!(mail.lang, lang);
            for part in [&mail.text, &mail.html] {
                for words in [why, what, "Case 77", "Beacon"] {
                    assert!(part.contains(words), "{lang}: {words} is missing in {part}");
                }
            }
            unblock(&world.cx(), id, None).await.unwrap();
            let mail = mail_of(&world, "licenses.unblocked", &email).await;
            assert_eq!(mail.lang, lang);
            assert!(!mail.text.contains("Case 77"));
        }
    }

    /// ACC-16, LIC-10
    async fn a_holder_is_told_of_a_new_device_only_if_he_asked_for_it(world: World) {
        on_sale(&world).await;
        let told = [("en", Lang::En, "activated Beacon"), ("ja", Lang::Ja, "有効化されました"), ("ru", Lang::Ru, "активировало продукт «Beacon»")];
        for (n, (tag, lang, words)) in (10_u32..).step_by(10).zip(told) {
            let (wants, quiet) = (format!("{tag}@example.com"), format!("quiet-{tag}@example.com"));
            let (reader, other) = (account(&world, &wants, lang).await, account(&world, &quiet, lang).await);
            choose_notifications(&world.cx_of(reader), &[device_activated::NOTIFICATION]).await.unwrap();
            let id = one_license(&world, &format!("buyer-{tag}@example.com"), tag).await;
            let code = code_in(&world.last_mail_to(&format!("buyer-{tag}@example.com")).await.text);
            for account in [reader, other] {
                let code = AddCode { code: code.clone().into(), ..AddCode::default() };
                gatehouse_licenses::actions::add_code::add_code(&world.cx_of(account), code).await.unwrap();
            }
            let mut asking = crate::shop::asking(&code, &device(n, 0));
            asking["product"] = "beacon".into();
            asking["application"] = serde_json::Value::Null;
            let mut product = world.browser();
            product.json(axum::http::Method::POST, "/api/v1/activations", &asking).await.expect(StatusCode::CREATED);
            product.json(axum::http::Method::POST, "/api/v1/activations", &asking).await.expect(StatusCode::OK);
            let mails = world.mails().await;
            let mails: Vec<_> = mails.iter().filter(|m| m.kind == "licenses.device_activated" && m.lang == tag).collect();
            assert_eq!(mails.len(), 1, "one holder, one seat, one mail");
            assert_eq!(mails[0].to, wants);
            for part in [&mails[0].text, &mails[0].html] {
                assert!(part.contains(words) && part.contains("Ada") && part.contains(&id.to_string()), "{part}");
            }
        }
    }

    /// LIC-20
    async fn every_holder_is_told_and_not_the_buyer_who_gave_it_away(world: World) {
        on_sale(&world).await;
        let (ada, bob) = (account(&world, "ada@example.com", Lang::En).await, account(&world, "bob@example.com", Lang::Ja).await);
        let id = one_license(&world, "gift@example.com", "en").await;
        let code = code_in(&world.last_mail_to("gift@example.com").await.text);
        for account in [ada, bob] {
            let code = AddCode { code: code.clone().into(), ..AddCode::default() };
            gatehouse_licenses::actions::add_code::add_code(&world.cx_of(account), code).await.unwrap();
        }
        block(&world.cx(), &input(id, "replaced")).await.unwrap();
        let mails = world.mails().await.into_iter().filter(|m| m.kind == "licenses.blocked");
        let mut told: Vec<(String, String)> = mails.map(|m| (m.to, m.lang)).collect();
        told.sort();
        assert_eq!(told, [("ada@example.com".into(), "en".into()), ("bob@example.com".into(), "ja".into())]);
    }

    /// LIC-20
    async fn a_block_from_a_date_is_announced_takes_effect_by_itself_and_can_be_taken_back(world: World) {
        on_sale(&world).await;
        let id = one_license(&world, "a@example.com", "en").await;
        let from = world.cx().now().plus(2 * DAY);
        let stops = async || lease_stop::Entity::find().count(world.cx().read()).await.unwrap();
        let holds = block(&world.cx(), &Block { from: Some(from.rfc3339()), ..input(id, "over_use") }).await.unwrap();
        assert_eq!(holds, Holds::Later);
        let mail = mail_of(&world, "licenses.block_planned", "a@example.com").await;
        assert!(mail.text.contains("23 Nov 2026"), "{}", mail.text);
        assert_eq!((status(&stored(&world, id).await, world.cx().now()), stops().await), (Status::NotActivated, 1));
        world.advance(2 * DAY + HOUR);
        assert_eq!(status(&stored(&world, id).await, world.cx().now()), Status::Blocked, "the date alone decides");
        world.run_jobs().await;
        world.run_jobs().await;
        assert_eq!(stops().await, 2, "the plan and the block");
        let blocked = world.mails().await.iter().filter(|m| m.kind == "licenses.blocked").count();
        assert_eq!(blocked, 1, "told once");
        unblock(&world.cx(), id, None).await.unwrap();
        let later = world.cx().now().plus(DAY);
        block(&world.cx(), &Block { from: Some(later.rfc3339()), ..input(id, "over_use") }).await.unwrap();
        unblock(&world.cx(), id, None).await.unwrap();
        world.advance(3 * DAY);
        world.run_jobs().await;
        assert_eq!(status(&stored(&world, id).await, world.cx().now()), Status::NotActivated);
    }

    /// LIC-20, ALL-6
    async fn a_planned_block_is_not_put_into_force_by_a_clock_that_went_ahead(world: World) {
        on_sale(&world).await;
        let id = one_license(&world, "a@example.com", "en").await;
        let right = world.cx().now();
        block(&world.cx(), &Block { from: Some(right.plus(10 * DAY).rfc3339()), ..input(id, "over_use") }).await.unwrap();
        world.clock.set(right.plus(20 * DAY));
        world.run_jobs().await;
        world.clock.set(right);
        world.run_jobs().await;
        let told = async || world.mails().await.iter().filter(|m| m.kind == "licenses.blocked").count();
        assert_eq!((stored(&world, id).await.blocked_at, told().await), (None, 0), "its day has not come");
        assert_eq!(status(&stored(&world, id).await, world.cx().now()), Status::NotActivated);
        world.advance(10 * DAY);
        world.run_jobs().await;
        assert_eq!((stored(&world, id).await.blocked_at.is_some(), told().await), (true, 1));
    }

    /// LIC-20, ALL-9
    async fn a_block_from_a_moment_long_gone_is_refused_and_from_today_holds_at_once(world: World) {
        on_sale(&world).await;
        let id = one_license(&world, "a@example.com", "en").await;
        let cx = world.cx();
        let yesterday = cx.now().plus(-DAY).rfc3339();
        let refused = block(&cx, &Block { from: Some(yesterday.clone()), ..input(id, "over_use") }).await.unwrap_err();
        let refusal = refused.refusal().map(|refusal| (refusal.code(), refusal.field()));
        assert_eq!(refusal, Some(("input.past", Some("from"))));
        let lost = block(&cx, &Block { from: Some(" ".into()), ..input(id, "over_use") }).await.unwrap_err();
        let refusal = lost.refusal().map(|refusal| (refusal.code(), refusal.field()));
        assert_eq!(refusal, Some(("input.not_a_day", Some("from"))), "an empty day is not \"at once\"");
        let asked = serde_json::json!({ "reason": "over_use", "from": yesterday });
        let place = format!("/api/v1/licenses/{id}/block");
        let answer = program(&world, "licenses:write").json(axum::http::Method::POST, &place, &asked).await;
        assert_eq!(answer.expect(StatusCode::UNPROCESSABLE_ENTITY).code(), "input.past");
        assert_eq!(status(&stored(&world, id).await, cx.now()), Status::NotActivated);
        let today = cx.now().timestamp().to_zoned(cx.zone.clone()).date().to_string();
        block(&cx, &Block { from: Some(today), ..input(id, "over_use") }).await.unwrap();
        assert!(stored(&world, id).await.blocked_at.is_some());
    }

    /// LIC-20, LIC-10
    async fn a_blocked_code_activates_nothing_until_it_is_unblocked(world: World) {
        on_sale(&world).await;
        let id = one_license(&world, "a@example.com", "en").await;
        let code = code_in(&world.last_mail_to("a@example.com").await.text);
        block(&world.cx(), &input(id, "compromised")).await.unwrap();
        let mut asking = crate::shop::asking(&code, &device(1, 0));
        asking["product"] = "beacon".into();
        let mut product = world.browser();
        let refused = product.json(axum::http::Method::POST, "/api/v1/activations", &asking).await;
        assert_eq!(refused.expect(StatusCode::UNPROCESSABLE_ENTITY).code(), "license.blocked");
        let said = [
            ("en", "This license is blocked. "),
            ("ja", "このライセンスは停止されています。"),
            ("ru", "Эта лицензия заблокирована. "),
        ];
        for (lang, first) in said {
            let mut speaker = world.browser().header("accept-language", lang);
            let refused = speaker.json(axum::http::Method::POST, "/api/v1/activations", &asking).await;
            let words = refused.json()["detail"].as_str().unwrap().to_owned();
            assert!(words.starts_with(first) && words.len() > first.len(), "first that, then why: {words}");
        }
        unblock(&world.cx(), id, None).await.unwrap();
        product.json(axum::http::Method::POST, "/api/v1/activations", &asking).await.expect(StatusCode::CREATED);
        assert_eq!(stored(&world, id).await.seats_used, 1);
    }

    /// LIC-20, ALL-8
    async fn a_clerk_blocks_and_unblocks_on_the_license_page_and_support_only_looks(world: World) {
        on_sale(&world).await;
        let id = one_license(&world, "a@example.com", "en").await;
        let place = format!("/staff/licenses/{id}");
        let mut support = staff(&world, "support");
        assert!(!support.get(&place).await.expect(StatusCode::OK).body.contains("/block"));
        support.post(&format!("{place}/block"), &[("reason", "over_use")]).await.expect(StatusCode::FORBIDDEN);
        let mut clerk = clerk(&world);
        let empty = clerk.post(&format!("{place}/block"), &[("note", "kept")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.body.contains("id=\"e-reason\"") && empty.body.contains("kept"));
        let form = [("reason", "over_use"), ("from", ""), ("note", "Twelve devices")];
        clerk.post(&format!("{place}/block"), &form).await.expect(StatusCode::SEE_OTHER);
        let page = clerk.get(&place).await.body;
        assert!(page.contains("Over-use") && page.contains("Twelve devices") && page.contains("/unblock"));
        let twice = clerk.post(&format!("{place}/block"), &form).await.expect(StatusCode::CONFLICT);
        assert!(twice.body.contains("already blocked"));
        clerk.post(&format!("{place}/unblock"), &[]).await.expect(StatusCode::SEE_OTHER);
        let page = clerk.get(&place).await.body;
        assert!(page.contains("License unblocked") && page.contains("· You<"), "the history tells");
    }

    /// LIC-20
    async fn of_two_clerks_who_block_at_once_one_is_told_that_it_is_done(world: World) {
        on_sale(&world).await;
        let id = one_license(&world, "a@example.com", "en").await;
        let (one, two) = (world.cx(), world.cx());
        let (first, second) = (input(id, "over_use"), input(id, "replaced"));
        let (first, second) = tokio::join!(block(&one, &first), block(&two, &second));
        let refused = [&first, &second].into_iter().filter_map(|r| r.as_ref().err().and_then(|s| s.refusal())).count();
        assert_eq!(refused, 1, "{first:?} {second:?}");
        let mails = world.mails().await.iter().filter(|m| m.kind == "licenses.blocked").count();
        assert_eq!(mails, 1);
        let stale = block(&world.cx(), &Block { version: Some(1), ..input(id, "over_use") }).await.unwrap_err();
        assert_eq!(stale.refusal(), Some(&BlockRefusal::Already));
        let stale = unblock(&world.cx(), id, Some(1)).await.unwrap_err();
        assert_eq!(stale.refusal(), Some(&BlockRefusal::Stale));
    }

    /// LIC-17
    async fn every_status_can_be_filtered_and_says_what_the_rule_says(world: World) {
        on_sale(&world).await;
        let order = order(&world, "A-1", "", "").await;
        sold(&world, order, "5").await;
        let rows = licenses_of(&world, order).await;
        let now = world.cx().now();
        let changes: [(usize, &str, i64); 5] = [
            (1, "first_activated_at", now.0 - 5),
            (2, "ends_order", now.0 - 1),
            (3, "block_from", now.0 - 1),
            (3, "awaiting", 0),
            (4, "awaiting", 0),
        ];
        for (index, what, at) in changes {
            let set = match what {
                "ends_order" => format!("first_activated_at = {at}, ends_at = {at}, ends_order = {at}"),
                "awaiting" => "awaiting_verification = true".to_owned(),
                column => format!("{column} = {at}"),
            };
            let text = format!("update license set {set}, status_until = 0 where number = '{}'", rows[index].number);
            gatehouse_db::sea_orm::ConnectionTrait::execute_unprepared(world.app.db.writer(), &text).await.unwrap();
        }
        let mut clerk = clerk(&world);
        for (index, status) in Status::ALL.iter().enumerate() {
            let page = clerk.get(&format!("/staff/licenses?status={}", status.word())).await.expect(StatusCode::OK).body;
            let stored = licenses_of(&world, order).await;
            for row in &stored {
                let is = gatehouse_licenses::model::license::status(row, now) == *status;
                assert_eq!(page.contains(&row.id.to_string()), is, "{index} {status:?} {row:?}");
            }
        }
    }

    /// LIC-12, LIC-4
    async fn the_code_is_mailed_again_to_its_owner_and_never_shown_to_staff(world: World) {
        on_sale(&world).await;
        let id = one_license(&world, "a@example.com", "en").await;
        let code = code_in(&world.last_mail_to("a@example.com").await.text);
        let mut support = staff(&world, "support");
        let answer = support.post(&format!("/staff/licenses/{id}/resend"), &[]).await.expect(StatusCode::SEE_OTHER);
        assert!(!answer.body.contains(&code));
        let mails = world.mails().await;
        assert_eq!(mails.iter().filter(|m| m.text.contains(&code)).count(), 2);
        let order = order(&world, "NOBODY", "", "").await;
        sold(&world, order, "1").await;
        let nobody = licenses_of(&world, order).await.remove(0).id;
        let refused = support.post(&format!("/staff/licenses/{nobody}/resend"), &[]).await;
        let refused = refused.expect(StatusCode::UNPROCESSABLE_ENTITY).body;
        assert!(refused.contains("address is on file for this license"), "{refused}");
        assert!(refused.contains("NOBODY") && refused.contains("Email code again"), "it is the license's own page");
        let done = [("reason", "over_use"), ("version", "1")];
        let mut clerk = clerk(&world);
        let done = clerk.post(&format!("/staff/licenses/{nobody}/block"), &done).await.expect(StatusCode::SEE_OTHER);
        let page = clerk.get(&done.location()).await.expect(StatusCode::OK).body;
        assert!(page.contains("nobody was notified") && !page.contains("emailed everyone"));
        assert!(page.contains("<strong>Issued</strong>"), "the history begins with the issue");
    }

    /// LIC-12, LIC-20
    async fn the_code_of_a_blocked_license_is_not_mailed_again(world: World) {
        on_sale(&world).await;
        let id = one_license(&world, "a@example.com", "en").await;
        let path = format!("/staff/licenses/{id}");
        let mut clerk = clerk(&world);
        clerk.post(&format!("{path}/block"), &[("reason", "compromised"), ("version", "1")]).await.expect(StatusCode::SEE_OTHER);
        assert!(!clerk.get(&path).await.expect(StatusCode::OK).body.contains("Email code again"));
        let before = world.mails().await.len();
        for (lang, text) in [("en", "once the license is unblocked"), ("ja", "停止が解除されると"), ("ru", "после разблокировки")] {
            let refused = clerk.post(&format!("{path}/resend?lang={lang}"), &[]).await;
            let refused = refused.expect(StatusCode::UNPROCESSABLE_ENTITY).body;
            assert!(refused.contains(text), "{refused}");
        }
        assert_eq!(world.mails().await.len(), before);
    }
}
