//! What people bought, the cards that they saved in the shop, and what they are told of both (ACC-16, ACC-19).

use crate::blocks::account;
use crate::clerks::{ALL_SCOPES, clerk, licenses_of, mail_of, on_sale, order, program, sold};
use crate::people::signed_in;
use axum::http::{Method, StatusCode};
use gatehouse_accounts::actions::choose_notifications::choose_notifications;
use gatehouse_accounts::signals::AccountDeleted;
use gatehouse_core::{DAY, HOUR, Lang, Uuid};
use gatehouse_db::sea_orm::{ConnectionTrait as _, EntityTrait, PaginatorTrait as _};
use gatehouse_licenses::mails::{license_expires, payment_changed};
use gatehouse_licenses::tables::{expiry_notice, purchase, saved_card};
use gatehouse_testkit::{World, both_engines};
use serde_json::{Value, json};

const ADA: &str = "ada@example.com";
const INVOICE: &str = "https://shop.example.com/invoices/5c1d";
const AT: &str = "/account/purchases";

/// An order of Ada's that cost something, recorded by the shop, with one license.
async fn bought(world: &World, number: &str, amount: &str, currency: &str) -> Uuid {
    let new = json!({"number": number, "source": "shop", "buyer_email": ADA, "amount": amount, "currency": currency, "invoice_url": INVOICE});
    let made = program(world, ALL_SCOPES).json(Method::POST, "/api/v1/orders", &new).await.expect(StatusCode::CREATED);
    let order = made.json()["id"].as_str().unwrap().parse().unwrap();
    sold(world, order, "1").await;
    order
}

async fn buy_link(world: &World, url: &str) {
    let db = world.app.db.writer();
    db.execute_unprepared(&format!("update product set buy_url = '{url}'")).await.unwrap();
}

async fn cards(world: &World) -> u64 {
    saved_card::Entity::find().count(world.cx().read()).await.unwrap()
}

async fn in_state(world: &World, order: Uuid) -> Value {
    let place = format!("/api/v1/orders/{order}/card");
    program(world, ALL_SCOPES).get(&place).await.expect(StatusCode::OK).json()
}

both_engines! {
    /// ACC-19
    async fn a_buyer_sees_what_they_bought_with_amount_state_and_invoice(world: World) {
        on_sale(&world).await;
        buy_link(&world, "https://shop.example.com/{edition}?user={user}&lang={lang}").await;
        let ada = account(&world, ADA, Lang::En).await;
        let first = bought(&world, "SHOP-1", "1249.90", "EUR").await;
        world.advance(DAY);
        bought(&world, "SHOP-2", "5480", "JPY").await;
        let other = order(&world, "SHOP-3", "bob@example.com", "en").await;
        sold(&world, other, "1").await;
        let mut browser = signed_in(&world, ada);
        let page = browser.get(AT).await.expect(StatusCode::OK).body;
        for part in ["SHOP-1", "SHOP-2", "Beacon Professional, 3 devices", "1,249.90\u{a0}EUR", "5,480\u{a0}JPY", "Paid", INVOICE] {
            assert!(page.contains(part), "{part} is missing in {page}");
        }
        assert!(!page.contains("SHOP-3"), "nobody else's");
        let again = format!("https://shop.example.com/pro?user={ada}&amp;lang=en");
        assert!(page.contains(&again) || page.contains(&again.replace("&amp;", "&#38;")), "{page}");
        assert!(page.contains("Buy again"));

        let refund = json!({"state": "refunded", "amount": "1249.90", "currency": "EUR", "invoice_url": INVOICE});
        let place = format!("/api/v1/orders/{first}/payment");
        let told = program(&world, ALL_SCOPES).json(Method::PUT, &place, &refund).await.expect(StatusCode::OK).json();
        assert_eq!((told["payment"].as_str(), told["amount"].as_str()), (Some("refunded"), Some("1249.90")));
        assert_eq!(told["invoice_url"], INVOICE);
        let page = browser.get(&format!("{AT}?payment=refunded")).await.expect(StatusCode::OK).body;
        assert!(page.contains("SHOP-1") && page.contains("Refunded") && !page.contains("SHOP-2"), "{page}");
        let page = browser.get(&format!("{AT}?number=SHOP-2")).await.expect(StatusCode::OK).body;
        assert!(page.contains("SHOP-2") && !page.contains("SHOP-1"));
        let file = browser.get("/account/purchases.csv").await.expect(StatusCode::OK).body;
        assert!(file.contains("SHOP-1") && file.contains("SHOP-2") && file.contains("Refunded") && file.contains(INVOICE), "{file}");
        let license = licenses_of(&world, first).await.remove(0);
        assert_eq!(license.blocked_at, None, "a refund blocks nothing by itself");
        // The link to the invoice opens without a password, so a dump does not show it.
        assert!(!world.dump().await.contains(INVOICE));
        let seen = clerk(&world).get(&format!("/staff/orders/{first}")).await.expect(StatusCode::OK).body;
        assert!(seen.contains("1,249.90") && seen.contains("Refunded"), "{seen}");
    }

    /// ACC-19, ALL-9
    async fn what_the_shop_tells_wrong_is_refused_at_its_member(world: World) {
        on_sale(&world).await;
        let mut api = program(&world, ALL_SCOPES);
        for (members, code, field) in [
            (json!({"amount": "12,50", "currency": "EUR"}), "input.not_an_amount", "amount"),
            (json!({"amount": "1.5", "currency": "JPY"}), "input.not_an_amount", "amount"),
            (json!({"amount": "1.50"}), "input.required", "currency"),
            (json!({"currency": "EUR"}), "input.required", "amount"),
            (json!({"amount": "1", "currency": "euro"}), "input.not_a_currency", "currency"),
            (json!({"invoice_url": "http://shop.example.com/1"}), "input.not_https", "invoice_url"),
            (json!({"invoice_url": "javascript:alert(1)"}), "input.not_an_address", "invoice_url"),
            (json!({"note": "paid with 4242 4242 4242 4242"}), "card.number_refused", "note"),
        ] {
            let mut new = json!({"number": "S-1", "source": "shop"});
            new.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
            let refused = api.json(Method::POST, "/api/v1/orders", &new).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!((refused.code().as_str(), refused.json()["field"].as_str()), (code, Some(field)), "{members}");
            assert!(!refused.body.contains("4242"), "{}", refused.body);
        }
        assert_eq!(purchase::Entity::find().count(world.cx().read()).await.unwrap(), 0);
        let known = order(&world, "S-2", ADA, "en").await;
        for (state, status) in [("lost", 422), ("", 422), ("disputed", 200), ("paid", 200)] {
            let told = api.json(Method::PUT, &format!("/api/v1/orders/{known}/payment"), &json!({"state": state})).await;
            assert_eq!(told.status.as_u16(), status, "{state}: {}", told.body);
        }
        let mut stale = api.clone().header("if-match", "\"1\"");
        let told = stale.json(Method::PUT, &format!("/api/v1/orders/{known}/payment"), &json!({"state": "paid"})).await;
        assert_eq!(told.code(), "order.changed_meanwhile");
        let nothing = format!("/api/v1/orders/{}/payment", Uuid::nil());
        assert_eq!(api.json(Method::PUT, &nothing, &json!({"state": "paid"})).await.code(), "order.unknown");
    }

    /// ACC-19, PRI-7
    async fn a_saved_card_is_shown_and_taken_back_and_the_shop_hears_of_it(world: World) {
        on_sale(&world).await;
        let ada = account(&world, ADA, Lang::En).await;
        let order = bought(&world, "SHOP-1", "49.90", "EUR").await;
        let place = format!("/api/v1/orders/{order}/card");
        let mut api = program(&world, ALL_SCOPES);
        let mut browser = signed_in(&world, ada);
        assert!(browser.get(AT).await.body.contains("No card is saved"));
        assert_eq!(in_state(&world, order).await["state"], "none");
        let card = json!({"last_four": "4242", "expires": "2031-09"});
        api.json(Method::PUT, &place, &card).await.expect(StatusCode::NO_CONTENT);
        let page = browser.get(AT).await.expect(StatusCode::OK).body;
        assert!(page.contains("•••• 4242") && page.contains("09/31"), "{page}");
        let told = in_state(&world, order).await;
        assert_eq!((&told["state"], &told["last_four"], &told["expires"]), (&json!("saved"), &json!("4242"), &json!("2031-09")));
        assert!(!world.dump().await.contains("4242 2031"), "it is sealed");
        // Another one takes its place.
        api.json(Method::PUT, &place, &json!({"last_four": "0005", "expires": "01/32"})).await.expect(StatusCode::NO_CONTENT);
        assert_eq!((cards(&world).await, in_state(&world, order).await["last_four"].clone()), (1, json!("0005")));

        let gone = browser.post(&format!("{AT}/card/remove"), &[]).await.expect(StatusCode::SEE_OTHER);
        let page = browser.follow(gone).await.body;
        assert!(page.contains("Card removed") && page.contains("No card is saved") && !page.contains("0005"), "{page}");
        browser.post(&format!("{AT}/card/remove"), &[]).await.expect(StatusCode::SEE_OTHER);
        let row = saved_card::Entity::find().one(world.cx().read()).await.unwrap().unwrap();
        assert_eq!((row.card_sealed, row.ends_at), (None, None), "its digits are gone at once");
        let told = in_state(&world, order).await;
        assert_eq!((&told["state"], &told["last_four"]), (&json!("taken_back"), &Value::Null));
        let list = api.get("/api/v1/taken-back-cards").await.expect(StatusCode::OK).json();
        assert_eq!((&list["items"][0]["order"], &list["items"][0]["account"]), (&json!(order), &json!(ada)));
        let again = api.json(Method::PUT, &place, &card).await.expect(StatusCode::CONFLICT);
        assert_eq!(again.code(), "card.taken_back", "a program that repeats itself does not undo it");
        api.send(Method::DELETE, &place, None, Vec::new()).await.expect(StatusCode::NO_CONTENT);
        api.send(Method::DELETE, &place, None, Vec::new()).await.expect(StatusCode::NO_CONTENT);
        assert_eq!((in_state(&world, order).await["state"].clone(), cards(&world).await), (json!("none"), 0));
        assert_eq!(api.get("/api/v1/taken-back-cards").await.json()["items"], json!([]));
        api.json(Method::PUT, &place, &card).await.expect(StatusCode::NO_CONTENT);
    }

    /// ACC-19, PRI-13
    async fn no_card_number_ever_enters(world: World) {
        on_sale(&world).await;
        account(&world, ADA, Lang::En).await;
        let order = bought(&world, "SHOP-1", "49.90", "EUR").await;
        let place = format!("/api/v1/orders/{order}/card");
        let mut api = program(&world, ALL_SCOPES);
        let refusals = [
            (json!({"last_four": "4242424242424242", "expires": "2031-09"}), "card.number_refused"),
            (json!({"last_four": "4242 4242 4242 4242", "expires": "2031-09"}), "card.number_refused"),
            (json!({"last_four": 4242424242424242_u64, "expires": "2031-09"}), "card.number_refused"),
            (json!({"last_four": 4.242424242424242e15, "expires": "2031-09"}), "card.number_refused"),
            (json!({"last_four": "42424", "expires": "2031-09"}), "card.number_refused"),
            (json!({"last_four": "4242", "expires": "4242424242424242"}), "card.number_refused"),
            (json!({"last_four": "42 4", "expires": "2031-09"}), "card.unreadable"),
            (json!({"last_four": "4242", "expires": "soon"}), "card.unreadable"),
            (json!({"last_four": "4242", "expires": "2020-01"}), "card.ended"),
            (json!({"last_four": "4242", "expires": "2090-01"}), "card.ended"),
            (json!({"last_four": "4242", "expires": "2031-09", "number": "4242424242424242"}), "request.malformed"),
            (json!({"last_four": ["4242424242424242"], "expires": "2031-09"}), "request.malformed"),
        ];
        for (body, code) in refusals {
            let mut once = api.clone().header("idempotency-key", "card-1");
            let refused = once.json(Method::PUT, &place, &body).await;
            assert_eq!(refused.code(), code, "{body}: {}", refused.body);
            assert!(!refused.body.contains("42424242") && !refused.body.contains("4242 4242"), "{}", refused.body);
        }
        assert_eq!(cards(&world).await, 0);
        assert!(!world.dump().await.contains("4242424242"), "nothing of it is anywhere");
        let bobs = crate::clerks::order(&world, "S-9", "nobody@example.com", "en").await;
        let nobody = api.json(Method::PUT, &format!("/api/v1/orders/{bobs}/card"), &json!({"last_four": "4242", "expires": "2031-09"})).await;
        assert_eq!(nobody.code(), "card.no_account");
    }

    /// ACC-19, PRI-2, PRI-3
    async fn a_card_goes_when_it_ends_with_its_account_and_when_the_shop_never_asks(world: World) {
        on_sale(&world).await;
        let ada = account(&world, ADA, Lang::En).await;
        let order = bought(&world, "SHOP-1", "49.90", "EUR").await;
        let mut api = program(&world, ALL_SCOPES);
        let put = format!("/api/v1/orders/{order}/card");
        let month = world.cx().now().plus(40 * DAY).rfc3339();
        api.json(Method::PUT, &put, &json!({"last_four": "4242", "expires": &month[..7]})).await.expect(StatusCode::NO_CONTENT);
        world.run_jobs().await;
        assert_eq!(cards(&world).await, 1);
        world.advance(75 * DAY);
        world.run_jobs().await;
        assert_eq!(cards(&world).await, 0, "it has ended");
        api.json(Method::PUT, &put, &json!({"last_four": "4242", "expires": "2035-09"})).await.expect(StatusCode::NO_CONTENT);
        signed_in(&world, ada).post(&format!("{AT}/card/remove"), &[]).await.expect(StatusCode::SEE_OTHER);
        world.advance(91 * DAY);
        world.run_jobs().await;
        assert_eq!(cards(&world).await, 0);
        api.json(Method::PUT, &put, &json!({"last_four": "4242", "expires": "2035-09"})).await.expect(StatusCode::NO_CONTENT);
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        cx.raise(&tx, AccountDeleted { account: ada }).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(cards(&world).await, 0);
        let kept = purchase::Entity::find_by_id(order).one(world.cx().read()).await.unwrap().unwrap();
        assert_eq!((kept.buyer_account, kept.invoice_sealed), (None, None), "the order stays for the books");
    }

    /// ACC-16, ACC-19
    async fn a_buyer_who_asked_for_it_is_told_of_a_payment_once_in_their_language(world: World) {
        on_sale(&world).await;
        let words = [("en", Lang::En, "Refunded"), ("ja", Lang::Ja, "返金済み"), ("ru", Lang::Ru, "Возврат средств")];
        let mut api = program(&world, ALL_SCOPES);
        for (tag, lang, state) in words {
            let (wants, quiet) = (format!("{tag}@example.com"), format!("quiet-{tag}@example.com"));
            let reader = account(&world, &wants, lang).await;
            account(&world, &quiet, lang).await;
            choose_notifications(&world.cx_of(reader), &[payment_changed::NOTIFICATION]).await.unwrap();
            for email in [&wants, &quiet] {
                let order = order(&world, &format!("S-{email}"), email, tag).await;
                let refund = json!({"state": "refunded", "amount": "20.00", "currency": "EUR"});
                for _ in 0..2 {
                    api.json(Method::PUT, &format!("/api/v1/orders/{order}/payment"), &refund).await.expect(StatusCode::OK);
                }
            }
            let mail = mail_of(&world, "licenses.payment_changed", &wants).await;
            assert_eq!(mail.lang, tag);
            for part in [&mail.text, &mail.html] {
                assert!(part.contains(state) && part.contains("/stop-emails?token="), "{part}");
            }
            assert!(!world.mails().await.iter().any(|mail| mail.kind == "licenses.payment_changed" && mail.to == quiet));
        }
    }

    /// ACC-16
    async fn holders_who_asked_for_it_are_told_before_a_license_expires_each_step_once(world: World) {
        on_sale(&world).await;
        let ada = account(&world, ADA, Lang::En).await;
        account(&world, "bob@example.com", Lang::Ja).await;
        choose_notifications(&world.cx_of(ada), &[license_expires::NOTIFICATION]).await.unwrap();
        let order_of = async |email: &str| {
            let order = order(&world, &format!("S-{email}"), email, "en").await;
            sold(&world, order, "1").await;
            licenses_of(&world, order).await.remove(0).id
        };
        let (hers, his) = (order_of(ADA).await, order_of("bob@example.com").await);
        let ends = world.cx().now().plus(32 * DAY + HOUR);
        let set = format!("update license set ends_at = {0}, ends_order = {0}, first_activated_at = 1", ends.0);
        world.app.db.writer().execute_unprepared(&set).await.unwrap();
        // Mails are kept for thirty days only, and the steps take as long.
        let told = async || expiry_notice::Entity::find().all(world.cx().read()).await.unwrap();
        let mut seen = Vec::new();
        for day in 1..=34_usize {
            world.advance(DAY);
            world.run_jobs().await;
            world.run_jobs().await;
            if told().await.len() > seen.len() {
                assert_eq!(told().await.len(), seen.len() + 1, "once");
                seen.push(day);
                let last = world.mails().await.pop().unwrap();
                assert_eq!((last.kind.as_str(), last.to.as_str()), ("licenses.expires", ADA));
            }
        }
        assert_eq!(seen, [2, 18, 25, 31, 32]);
        assert!(told().await.iter().all(|row| row.account_id == ada), "who did not ask for it hears nothing");
        let mail = world.mails().await.into_iter().find(|mail| mail.kind == "licenses.expires").unwrap();
        for part in [&mail.text, &mail.html] {
            assert!(part.contains("expires on") && part.contains("/stop-emails?token="), "{part}");
            assert!(part.contains(&hers.to_string()) && !part.contains(&his.to_string()), "{part}");
        }
        // The first run after such a leap of the clock waits.
        for days in [61, 1] {
            world.advance(days * DAY);
            world.run_jobs().await;
        }
        assert_eq!(expiry_notice::Entity::find().count(world.cx().read()).await.unwrap(), 0, "that it was told is forgotten");
    }

    /// ACC-16
    async fn several_licenses_are_one_mail_and_missed_steps_and_blocked_ones_none(world: World) {
        on_sale(&world).await;
        let words = [("en", Lang::En, "3 licenses expire soon"), ("ja", Lang::Ja, "3 件のライセンス"), ("ru", Lang::Ru, "3 лицензий")];
        for (tag, lang, title) in words {
            let email = format!("{tag}@example.com");
            let reader = account(&world, &email, lang).await;
            choose_notifications(&world.cx_of(reader), &[license_expires::NOTIFICATION]).await.unwrap();
            let order = order(&world, &format!("S-{tag}"), &email, tag).await;
            sold(&world, order, "4").await;
            let licenses = licenses_of(&world, order).await;
            let ends = world.cx().now().plus(40 * DAY);
            let set = format!("update license set ends_at = {0}, ends_order = {0}, first_activated_at = 1 where ends_at is null", ends.0);
            world.app.db.writer().execute_unprepared(&set).await.unwrap();
            let blocked = gatehouse_licenses::actions::block::Block {
                license: licenses[0].id,
                reason: "over_use".into(),
                ..Default::default()
            };
            gatehouse_licenses::actions::block::block(&world.cx(), &blocked).await.unwrap();
            // Nothing ran for a month: one mail tells of the step of today.
            world.advance(36 * DAY);
            world.run_jobs().await;
            let mail = mail_of(&world, "licenses.expires", &email).await;
            assert!(mail.lang == tag && mail.subject.contains(title), "{}", mail.subject);
            assert_eq!(mail.text.matches("Beacon").count(), 3, "{}", mail.text);
            // A license that was renewed has another end, and is told of it anew.
            let later = world.cx().now().plus(20 * DAY);
            let set = format!("update license set ends_at = {0}, ends_order = {0}", later.0);
            world.app.db.writer().execute_unprepared(&set).await.unwrap();
            world.advance(DAY);
            world.run_jobs().await;
            let count = async || {
                let mails = world.mails().await;
                mails.iter().filter(|mail| mail.kind == "licenses.expires" && mail.to == email).count()
            };
            assert_eq!(count().await, 2);
            choose_notifications(&world.cx_of(reader), &[]).await.unwrap();
            world.advance(15 * DAY);
            world.run_jobs().await;
            assert_eq!(count().await, 2, "switched off, nothing comes");
        }
    }
}
