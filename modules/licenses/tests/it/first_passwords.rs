//! A purchase makes the account of a buyer who has none, and mails the link that sets its password (ACC-3).

use crate::blocks::account;
use crate::clerks::{ALL_SCOPES, clerk, licenses_of, mail_of, on_sale, order, program, sold, staff};
use axum::http::{Method, StatusCode};
use gatehouse_accounts::tables::account;
use gatehouse_core::{DAY, HOUR, Lang, SECOND, Uuid};
use gatehouse_db::sea_orm::{ColumnTrait as _, EntityTrait, PaginatorTrait as _, QueryFilter as _};
use gatehouse_licenses::actions::create_order::{CreateOrder, create_order};
use gatehouse_licenses::tables::{license_holder, purchase};
use gatehouse_testkit::{Answer, ReadMail, World, both_engines};
use serde_json::json;

const ADA: &str = "ada@example.com";
const PASSWORD: &str = "Correct-Horse-7";

async fn accounts(world: &World) -> Vec<account::Model> {
    account::Entity::find().all(world.cx().read()).await.unwrap()
}

async fn stored(world: &World, order: Uuid) -> purchase::Model {
    purchase::Entity::find_by_id(order).one(world.cx().read()).await.unwrap().unwrap()
}

async fn held(world: &World, account: Uuid) -> u64 {
    let held = license_holder::Entity::find().filter(license_holder::Column::AccountId.eq(account));
    held.count(world.cx().read()).await.unwrap()
}

/// The mails to an address, the oldest first.
async fn mails_to(world: &World, email: &str) -> Vec<ReadMail> {
    world.mails().await.into_iter().filter(|mail| mail.to == email).collect()
}

fn link_in(mail: &ReadMail) -> String {
    let at = mail.text.find("/set-password?token=").unwrap_or_else(|| panic!("no link in {}", mail.text));
    mail.text[at..].split_whitespace().next().unwrap().to_owned()
}

/// Sets the password by a mailed link; returns the page that it leads to.
async fn set_password(world: &World, link: &str) -> Answer {
    let mut browser = world.browser();
    let first = browser.get(link).await;
    let page = browser.follow(first).await.expect(StatusCode::OK);
    let token = page.input("token").unwrap();
    let form = [("token", token.as_str()), ("password", PASSWORD), ("again", PASSWORD)];
    let set = browser.post("/set-password", &form).await.expect(StatusCode::SEE_OTHER);
    browser.follow(set).await
}

both_engines! {
    /// ACC-3, ACC-2, ALL-7
    async fn an_order_of_the_shop_makes_the_account_once_and_one_mail_sets_its_password(world: World) {
        on_sale(&world).await;
        let api = program(&world, ALL_SCOPES);
        let new = json!({"number": "SHOP-1", "source": "shop", "buyer_email": "Ada@Example.com", "buyer_lang": "ja"});
        let mut once = api.clone().header("idempotency-key", "order-1");
        let made = once.json(Method::POST, "/api/v1/orders", &new).await.expect(StatusCode::CREATED).json();
        once.json(Method::POST, "/api/v1/orders", &new).await.expect(StatusCode::CREATED);
        let order: Uuid = made["id"].as_str().unwrap().parse().unwrap();
        let body = json!({"product": "beacon", "edition": "pro", "term": "1-year", "seats": 2});
        let mut once = api.clone().header("idempotency-key", "issue-1");
        for _ in 0..2 {
            let issued = once.json(Method::POST, &format!("/api/v1/orders/{order}/licenses"), &body).await;
            issued.expect(StatusCode::CREATED);
        }
        let waiting = accounts(&world).await;
        assert_eq!(waiting.len(), 1, "the same order twice makes one account");
        assert_eq!((waiting[0].state.word(), waiting[0].lang.as_str()), ("pending_password", "ja"));
        assert_eq!((waiting[0].invited_at, waiting[0].password_sealed.is_some()), (Some(world.cx().now()), false));
        let sent = mails_to(&world, ADA).await;
        assert_eq!((sent.len(), sent[0].kind.as_str(), sent[0].lang.as_str()), (1, "licenses.codes", "ja"), "one mail");
        assert!(sent[0].html.contains("/set-password?token=") && !sent[0].text.contains("/register"));
        assert_eq!(stored(&world, order).await.buyer_account, None, "nothing is anybody's before the address is proven");

        let page = set_password(&world, &link_in(&sent[0])).await;
        let now = accounts(&world).await;
        assert_eq!((now.len(), now[0].state.word(), now[0].invited_at), (1, "active", None), "the link confirms the address");
        assert_eq!(held(&world, now[0].id).await, 1, "{}", page.body);
        assert_eq!(stored(&world, order).await.buyer_account, Some(now[0].id));
        let mut ada = world.browser();
        let form = [("email", ADA), ("password", PASSWORD)];
        ada.post("/sign-in", &form).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(mails_to(&world, ADA).await.iter().filter(|mail| mail.kind == "licenses.codes").count(), 1);
    }

    /// ACC-3
    async fn each_order_brings_a_link_of_its_own_and_one_password_brings_all_licenses(world: World) {
        on_sale(&world).await;
        let first = order(&world, "A-1", ADA, "en").await;
        sold(&world, first, "1").await;
        world.advance(3 * DAY);
        let second = order(&world, "A-2", "ADA@example.com", "en").await;
        sold(&world, second, "2").await;
        let waiting = accounts(&world).await;
        assert_eq!((waiting.len(), waiting[0].invited_at), (1, Some(world.cx().now())));
        let sent = mails_to(&world, ADA).await;
        let links: Vec<String> = sent.iter().map(link_in).collect();
        assert!(links.len() == 2 && links[0] != links[1]);
        // The first link opens its seven days, and the account waits as long as the second one does.
        world.advance(4 * DAY - SECOND);
        world.run_jobs().await;
        set_password(&world, &links[0]).await;
        assert_eq!(held(&world, accounts(&world).await[0].id).await, 3);
        // Who has an account gets no further link.
        let third = order(&world, "A-3", ADA, "en").await;
        sold(&world, third, "1").await;
        let newest = mails_to(&world, ADA).await.into_iter().find(|mail| mail.text.contains("A-3")).unwrap();
        assert!(!newest.text.contains("/set-password") && newest.text.contains("/licenses"), "{}", newest.text);
        assert_eq!((accounts(&world).await.len(), held(&world, accounts(&world).await[0].id).await), (1, 4));
    }

    /// ACC-3, LIC-3
    async fn partners_clerks_and_batches_for_printers_make_no_account(world: World) {
        on_sale(&world).await;
        for (number, source) in [("P-1", "partner"), ("C-1", "staff")] {
            let input = CreateOrder {
                number: number.into(),
                source: source.into(),
                partner: if source == "partner" { "Corner Shop".into() } else { String::new() },
                buyer_email: ADA.into(),
                ..CreateOrder::default()
            };
            sold(&world, create_order(&world.cx(), &input).await.unwrap(), "1").await;
        }
        let printed = order(&world, "S-1", ADA, "en").await;
        sold(&world, printed, "101").await;
        let nobody = order(&world, "S-2", "", "").await;
        sold(&world, nobody, "1").await;
        world.run_jobs().await;
        assert!(accounts(&world).await.is_empty());
        assert!(mails_to(&world, ADA).await.iter().all(|mail| !mail.text.contains("/set-password")));
    }

    /// ACC-3, PRI-2
    async fn an_account_without_a_password_goes_after_seven_days_and_the_purchase_waits(world: World) {
        on_sale(&world).await;
        let bought = order(&world, "A-1", ADA, "en").await;
        sold(&world, bought, "1").await;
        let link = link_in(&mails_to(&world, ADA).await[0]);
        world.advance(7 * DAY - SECOND);
        world.run_jobs().await;
        assert_eq!(accounts(&world).await.len(), 1);
        world.advance(DAY);
        world.run_jobs().await;
        assert!(accounts(&world).await.is_empty());
        let kept = stored(&world, bought).await;
        assert!(kept.buyer_email_sealed.is_some() && kept.unclaimed_since.is_some(), "the order waits by its own rule");
        assert_eq!(licenses_of(&world, bought).await.len(), 1);
        let mut browser = world.browser();
        let dead = browser.get(&link).await;
        let dead = browser.follow(dead).await;
        assert!(dead.status.is_client_error() && dead.body.contains("href=\"/forgot-password\""), "{}", dead.body);

        // The page that the dead link leads to mails a new one, and makes the account again.
        world.advance(HOUR);
        for email in [ADA, "stranger@example.com"] {
            world.browser().post_as_human("/forgot-password", &[("email", email)]).await.expect(StatusCode::SEE_OTHER);
        }
        assert!(mails_to(&world, "stranger@example.com").await.is_empty());
        assert_eq!(accounts(&world).await.len(), 1);
        let again = mail_of(&world, "accounts.set_password", ADA).await;
        set_password(&world, &link_in(&again)).await;
        assert_eq!(held(&world, accounts(&world).await[0].id).await, 1);
    }

    /// ACC-3, ACC-6
    async fn the_buyer_gets_the_link_again_from_the_public_page_for_seven_days(world: World) {
        on_sale(&world).await;
        let bought = order(&world, "A-1", ADA, "en").await;
        sold(&world, bought, "1").await;
        world.advance(2 * DAY);
        world.browser().post_as_human("/forgot-password", &[("email", ADA)]).await.expect(StatusCode::SEE_OTHER);
        let again = mail_of(&world, "accounts.set_password", ADA).await;
        world.advance(7 * DAY - SECOND);
        world.run_jobs().await;
        set_password(&world, &link_in(&again)).await;
        let sent = mails_to(&world, ADA).await;
        assert!(!sent.iter().any(|mail| mail.kind == "accounts.recover"), "there is no password to recover yet");
        assert_eq!(held(&world, accounts(&world).await[0].id).await, 1);
    }

    /// ACC-3, ACC-2
    async fn a_registration_that_was_not_confirmed_becomes_the_buyers_account(world: World) {
        on_sale(&world).await;
        let form = [("email", ADA), ("password", "Their-Choice-7"), ("again", "Their-Choice-7")];
        world.browser().post_as_human("/register", &form).await.expect(StatusCode::SEE_OTHER);
        world.advance(4 * DAY);
        let bought = order(&world, "A-1", ADA, "en").await;
        sold(&world, bought, "1").await;
        let link = link_in(&mail_of(&world, "licenses.codes", ADA).await);
        // Its five days are over, and the link of the purchase still opens.
        world.advance(6 * DAY);
        world.run_jobs().await;
        set_password(&world, &link).await;
        let now = accounts(&world).await;
        assert_eq!((now.len(), now[0].state.word(), held(&world, now[0].id).await), (1, "active", 1));
        // What somebody chose before the proof counts for nothing.
        let form = [("email", ADA), ("password", "Their-Choice-7")];
        world.browser().post("/sign-in", &form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }

    /// ACC-3, ALL-8
    async fn staff_and_the_api_mail_the_link_again(world: World) {
        let world = World::with(world.engine, crate::modules(), |parts| parts.limits = true).await;
        on_sale(&world).await;
        let bought = order(&world, "A-1", ADA, "en").await;
        sold(&world, bought, "1").await;
        let waiting = accounts(&world).await.remove(0);
        let mut api = program(&world, ALL_SCOPES);
        let place = format!("/api/v1/orders/{bought}/invitation");
        let told = api.send(Method::POST, &place, None, Vec::new()).await.expect(StatusCode::OK);
        assert_eq!(told.json()["number"], "A-1");
        let mut support = staff(&world, "support");
        let page = format!("/staff/orders/{bought}");
        assert!(support.get(&page).await.body.contains(&format!("{page}/invite")));
        let done = support.post(&format!("{page}/invite"), &[]).await.expect(StatusCode::SEE_OTHER);
        assert!(support.follow(done).await.body.contains("Link sent."));
        let person = format!("/staff/accounts/{}", waiting.id);
        let seen = support.get(&person).await.expect(StatusCode::OK).body;
        assert!(seen.contains("No password yet") && seen.contains("The link works until"), "{seen}");
        support.post(&format!("{person}/invite"), &[]).await.expect(StatusCode::SEE_OTHER);
        let sent = mails_to(&world, ADA).await;
        assert_eq!(sent.iter().filter(|mail| mail.kind == "accounts.set_password").count(), 3);
        // Three at once for an order; then the mailbox is left alone.
        support.post(&format!("{page}/invite"), &[]).await.expect(StatusCode::SEE_OTHER);
        support.post(&format!("{page}/invite"), &[]).await.expect(StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(api.send(Method::POST, &place, None, Vec::new()).await.code(), "rate.limited");
        assert_eq!(staff(&world, "lab").post(&format!("{page}/invite"), &[]).await.status, StatusCode::FORBIDDEN);

        let known = account(&world, "bob@example.com", Lang::En).await;
        let theirs = order(&world, "B-1", "bob@example.com", "en").await;
        let refused = api.send(Method::POST, &format!("/api/v1/orders/{theirs}/invitation"), None, Vec::new()).await;
        assert_eq!((refused.status.as_u16(), refused.code().as_str()), (422, "order.buyer_has_account"));
        clerk(&world).post(&format!("/staff/accounts/{known}/invite"), &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let nobody = order(&world, "N-1", "", "").await;
        let refused = api.send(Method::POST, &format!("/api/v1/orders/{nobody}/invitation"), None, Vec::new()).await;
        assert_eq!(refused.code(), "order.nobody_to_mail");
        assert!(mails_to(&world, "bob@example.com").await.is_empty());
    }

    /// ACC-3, LIC-12
    async fn a_code_that_is_mailed_again_brings_the_link_again(world: World) {
        on_sale(&world).await;
        let bought = order(&world, "A-1", ADA, "en").await;
        sold(&world, bought, "1").await;
        let license = licenses_of(&world, bought).await.remove(0).id;
        world.advance(HOUR);
        clerk(&world).post(&format!("/staff/licenses/{license}/resend"), &[]).await.expect(StatusCode::SEE_OTHER);
        let sent = mails_to(&world, ADA).await;
        let links: Vec<String> = sent.iter().map(link_in).collect();
        assert!(links.len() == 2 && links[0] != links[1]);
        set_password(&world, &links[1]).await;
        assert_eq!(held(&world, accounts(&world).await[0].id).await, 1);
    }

    /// ACC-3
    async fn orders_and_a_registration_at_one_moment_make_one_account(world: World) {
        on_sale(&world).await;
        let first = order(&world, "A-1", ADA, "en").await;
        let second = order(&world, "A-2", ADA, "en").await;
        let register = async {
            let form = [("email", ADA), ("password", PASSWORD), ("again", PASSWORD)];
            world.browser().post_as_human("/register", &form).await.expect(StatusCode::SEE_OTHER);
        };
        tokio::join!(sold(&world, first, "1"), sold(&world, second, "1"), register);
        assert_eq!(accounts(&world).await.len(), 1);
        let codes: Vec<ReadMail> =
            mails_to(&world, ADA).await.into_iter().filter(|mail| mail.kind == "licenses.codes").collect();
        assert_eq!(codes.len(), 2);
        set_password(&world, &link_in(&codes[0])).await;
        assert_eq!(held(&world, accounts(&world).await[0].id).await, 2);
    }
}
