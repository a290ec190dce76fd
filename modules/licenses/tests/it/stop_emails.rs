//! Notifications are switched off from the mail itself, for people by a page and for mail programs by a single click (ACC-16).

use crate::blocks::account;
use crate::clerks::{ALL_SCOPES, on_sale, order, program};
use axum::http::{Method, StatusCode};
use gatehouse_accounts::actions::choose_notifications::choose_notifications;
use gatehouse_accounts::queries::contacts::who_wants;
use gatehouse_core::{DAY, Lang, Notification, Uuid};
use gatehouse_licenses::mails::{device_activated, license_expires, payment_changed};
use gatehouse_mail::switch::ONE_CLICK_BODY;
use gatehouse_mail::{Sender, queue, transport};
use gatehouse_testkit::{Browser, World, both_engines};
use serde_json::json;

const ADA: &str = "ada@example.com";
const FORM: &str = "application/x-www-form-urlencoded";

/// A mail about a payment to somebody who asked for all kinds: its page and the address of its single click, within the site.
async fn told(world: &World) -> (Uuid, String, String) {
    on_sale(world).await;
    let ada = account(world, ADA, Lang::En).await;
    let all = [payment_changed::NOTIFICATION, license_expires::NOTIFICATION, device_activated::NOTIFICATION];
    choose_notifications(&world.cx_of(ada), &all).await.unwrap();
    let order = order(world, "S-1", ADA, "en").await;
    let refund = json!({"state": "refunded", "amount": "20.00", "currency": "EUR"});
    let place = format!("/api/v1/orders/{order}/payment");
    program(world, ALL_SCOPES).json(Method::PUT, &place, &refund).await.expect(StatusCode::OK);
    let mail = queue::latest(&world.cx(), 1).await.unwrap().remove(0);
    assert_eq!(mail.row.kind, "licenses.payment_changed");
    let content = mail.content.unwrap();
    let click = content.one_click.clone().unwrap();
    let sender = Sender::parse("portal@example.com").unwrap();
    let sent = transport::message(&sender, ADA, "id", "en", &content, Vec::new()).unwrap();
    let sent = String::from_utf8(sent.formatted()).unwrap();
    assert!(sent.contains(&format!("List-Unsubscribe: <{click}>\r\n")), "{sent}");
    assert!(sent.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"), "{sent}");
    let within = |address: &str| address[address.find("/stop-emails").unwrap()..].to_owned();
    let page = content.text.split_whitespace().find(|word| word.contains("/stop-emails?token=")).unwrap();
    (ada, within(page), within(&click))
}

async fn is_on(world: &World, account: Uuid, kind: Notification) -> bool {
    !who_wants(world.cx().read(), &[account], kind).await.unwrap().is_empty()
}

/// A server of the mail provider: no cookies, another site or none.
fn provider(world: &World) -> Browser {
    world.browser().header("origin", "https://mail.example")
}

both_engines! {
    /// ACC-16
    async fn a_single_click_of_the_mail_program_ends_exactly_this_kind(world: World) {
        let (ada, page, click) = told(&world).await;
        let before = world.dump().await;
        for path in [&page, &click] {
            let mut scanner = world.browser();
            let first = scanner.get(path).await;
            assert!(!first.location().contains("token"), "{}", first.location());
            assert!(scanner.follow(first).await.expect(StatusCode::OK).body.contains("when the payment of one of my orders"));
        }
        let look = provider(&world).send(Method::POST, &click, Some(FORM), b"x=1".to_vec()).await;
        assert_eq!(look.location(), "/stop-emails", "what is no click is a look");
        assert!(world.dump().await == before, "a look has changed something");

        let body = ONE_CLICK_BODY.as_bytes().to_vec();
        for _ in 0..2 {
            let done = provider(&world).send(Method::POST, &click, Some(FORM), body.clone()).await.expect(StatusCode::OK);
            assert!(done.body.contains("Emails of this kind are off"), "{}", done.body);
        }
        assert!(!is_on(&world, ada, payment_changed::NOTIFICATION).await);
        for kept in [license_expires::NOTIFICATION, device_activated::NOTIFICATION] {
            assert!(is_on(&world, ada, kept).await, "{}", kept.word);
        }
        let changed = format!("{}x", &click[..click.len() - 1]);
        for wrong in [changed, "/stop-emails/now?token=nonsense".to_owned(), "/stop-emails/now".to_owned()] {
            provider(&world).send(Method::POST, &wrong, Some(FORM), body.clone()).await.expect(StatusCode::GONE);
        }
        world.advance(367 * DAY);
        provider(&world).send(Method::POST, &click, Some(FORM), body).await.expect(StatusCode::GONE);
    }

    /// ACC-16
    async fn people_get_a_page_with_a_button_that_no_other_site_can_press(world: World) {
        let (ada, page, _) = told(&world).await;
        let mut reader = world.browser();
        let first = reader.get(&page).await;
        let shown = reader.follow(first).await.expect(StatusCode::OK);
        let token = shown.input("token").unwrap();
        provider(&world).post("/stop-emails", &[("token", &token)]).await.expect(StatusCode::FORBIDDEN);
        assert!(is_on(&world, ada, payment_changed::NOTIFICATION).await);
        let done = reader.post("/stop-emails", &[("token", &token)]).await.expect(StatusCode::SEE_OTHER);
        assert!(reader.follow(done).await.body.contains("Emails of this kind are off"));
        assert!(!is_on(&world, ada, payment_changed::NOTIFICATION).await);
        assert!(is_on(&world, ada, license_expires::NOTIFICATION).await);
        // Switched on again in the profile, the next mail has a switch as well.
        choose_notifications(&world.cx_of(ada), &[payment_changed::NOTIFICATION]).await.unwrap();
        let again = reader.get("/stop-emails").await.expect(StatusCode::OK);
        assert!(again.input("token").is_some());
    }
}
