//! The link of a trial's mails erases it (LIC-22, RFC 8058).

use crate::*;
use gatehouse_context::subject;
use gatehouse_core::{DAY, MINUTE};
use gatehouse_db::sea_orm::PaginatorTrait;
use gatehouse_mail::switch::ONE_CLICK_BODY;
use gatehouse_mail::{Sender, queue, transport};
use gatehouse_testkit::both_engines;
use gatehouse_trials::model::state::TrialState;
use gatehouse_trials::tables::trial_taken;

const FORM: &str = "application/x-www-form-urlencoded";

/// A server of the mail provider: no cookies, another site or none.
fn provider(world: &World) -> Browser {
    world.browser().header("origin", "https://mail.example")
}

fn within(address: &str) -> String {
    address[address.find("/trial/stop").unwrap()..].to_owned()
}

/// The page and the single click of the last mail to this address, within the site.
async fn links(world: &World, email: &str) -> (String, String) {
    let mail = world.last_mail_to(email).await;
    let page = mail.text.split_whitespace().find(|word| word.contains("/trial/stop?token=")).unwrap();
    (within(page), within(mail.one_click.as_ref().unwrap()))
}

both_engines! {
    /// LIC-22
    async fn a_single_click_erases_everything_but_the_hash_and_nobody_gets_another_trial(world: World) {
        ask(&world, ADA).await;
        let code = code_of(&world, ADA).await;
        activate(&world, &code, 1).await.expect(StatusCode::CREATED);
        let (page, click) = links(&world, ADA).await;
        let opened = queue::latest(&world.cx(), 1).await.unwrap().remove(0).content.unwrap();
        let sender = Sender::parse("portal@example.com").unwrap();
        let sent = transport::message(&sender, ADA, "id", "en", &opened, Vec::new()).unwrap();
        let sent = String::from_utf8(sent.formatted()).unwrap();
        assert!(sent.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"), "{sent}");

        let before = world.dump().await;
        for path in [&page, &click] {
            let mut scanner = world.browser();
            let first = scanner.get(path).await;
            assert!(!first.location().contains("token"), "{}", first.location());
            assert!(scanner.follow(first).await.expect(StatusCode::OK).body.contains("Erase and stop emails"));
        }
        let look = provider(&world).send(Method::POST, &click, Some(FORM), b"x=1".to_vec()).await;
        assert_eq!(look.location(), "/trial/stop", "what is no click is a look");
        assert!(world.dump().await == before, "a look has changed something");

        let trial = stored(&world).await.remove(0);
        let body = ONE_CLICK_BODY.as_bytes().to_vec();
        for _ in 0..2 {
            let done = provider(&world).send(Method::POST, &click, Some(FORM), body.clone()).await.expect(StatusCode::OK);
            assert!(done.body.contains("Erased"), "{}", done.body);
        }
        assert!(stored(&world).await.is_empty());
        assert!(subject::stored_key(&world.cx(), world.cx().read(), trial.id).await.unwrap().is_none());
        assert!(world.mails().await.is_empty(), "the mails are gone with the key");
        assert_eq!(trial_taken::Entity::find().count(world.app.db.reader()).await.unwrap(), 1);
        activate(&world, &code, 1).await.expect(StatusCode::OK);

        world.advance(11 * MINUTE);
        ask(&world, ADA).await;
        assert_eq!(stored(&world).await.remove(0).state, TrialState::Refused);
        assert!(mails(&world, "trials.code", ADA).await.is_empty());
        assert_eq!(mails(&world, "trials.had_one", ADA).await.len(), 1);

        let changed = format!("{}x", &click[..click.len() - 1]);
        for wrong in [changed, "/trial/stop/now?token=nonsense".to_owned(), "/trial/stop/now".to_owned()] {
            provider(&world).send(Method::POST, &wrong, Some(FORM), body.clone()).await.expect(StatusCode::GONE);
        }
        world.advance(367 * DAY);
        provider(&world).send(Method::POST, &click, Some(FORM), body).await.expect(StatusCode::GONE);
    }

    /// LIC-22
    async fn people_get_a_page_with_a_button_that_no_other_site_can_press(world: World) {
        ask(&world, ADA).await;
        let (page, _) = links(&world, ADA).await;
        let mut reader = world.browser();
        let first = reader.get(&page).await;
        let shown = reader.follow(first).await.expect(StatusCode::OK);
        let token = shown.input("token").unwrap();
        provider(&world).post("/trial/stop", &[("token", &token)]).await.expect(StatusCode::FORBIDDEN);
        assert_eq!(stored(&world).await.len(), 1);
        let done = reader.post("/trial/stop", &[("token", &token)]).await.expect(StatusCode::OK);
        assert!(done.body.contains("Erased"), "{}", done.body);
        assert!(stored(&world).await.is_empty());
    }

    /// LIC-22
    async fn it_erases_from_every_state_unless_bought(world: World) {
        ask(&world, ADA).await;
        let (_, click) = links(&world, ADA).await;
        buy(&world, "S-1", ADA).await;
        let body = ONE_CLICK_BODY.as_bytes().to_vec();
        let done = provider(&world).send(Method::POST, &click, Some(FORM), body.clone()).await.expect(StatusCode::OK);
        assert!(done.body.contains("You’ve bought the product"), "{}", done.body);
        assert_eq!(stored(&world).await.remove(0).state, TrialState::Bought);
        // The link of a mail that only tells of another trial erases that request.
        world.advance(DAY);
        ask(&world, ADA).await;
        let (_, click) = links(&world, ADA).await;
        provider(&world).send(Method::POST, &click, Some(FORM), body).await.expect(StatusCode::OK);
        let states: Vec<_> = stored(&world).await.iter().map(|trial| trial.state).collect();
        assert_eq!(states, [TrialState::Bought]);
    }
}
