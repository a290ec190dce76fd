//! One trial per product and person (LIC-22).

use crate::*;
use gatehouse_core::{DAY, MINUTE, SystemRandom};
use gatehouse_db::sea_orm::PaginatorTrait;
use gatehouse_licenses::tables::license;
use gatehouse_testkit::both_engines;
use gatehouse_trials::actions::answer_trial::answer_trial;
use gatehouse_trials::model::state::TrialState;
use gatehouse_trials::tables::trial_taken;

async fn licenses(world: &World) -> u64 {
    license::Entity::find().count(world.app.db.reader()).await.unwrap()
}

both_engines! {
    /// LIC-22
    async fn the_same_request_twice_is_one_trial_and_one_mail(world: World) {
        ask(&world, ADA).await;
        ask(&world, ADA).await;
        assert_eq!((licenses(&world).await, world.mails().await.len()), (1, 1));
        world.advance(11 * MINUTE);
        ask(&world, ADA).await;
        let again = mails(&world, "trials.had_one", ADA).await.remove(0);
        assert_eq!(code_in(&again), code_of(&world, ADA).await, "it waits to be used");
        assert!(again.text.contains("hasn’t started yet"), "{}", again.text);
        let states: Vec<_> = stored(&world).await.iter().map(|trial| trial.state).collect();
        assert_eq!(states, [TrialState::Mailed, TrialState::Refused, TrialState::Refused]);
    }

    /// LIC-22
    async fn of_two_requests_at_once_one_has_the_trial(world: World) {
        for email in [ADA, "Ada+2@Example.com"] {
            ask_of(&world, "beacon", email).await.expect(StatusCode::SEE_OTHER);
        }
        let both: Vec<_> = stored(&world).await.iter().map(|trial| trial.id).collect();
        let cx = world.cx();
        let (one, other) = tokio::join!(answer_trial(&cx, both[0]), answer_trial(&cx, both[1]));
        one.unwrap();
        other.unwrap();
        assert_eq!(licenses(&world).await, 1);
        let mut states: Vec<_> = stored(&world).await.iter().map(|trial| trial.state).collect();
        states.sort();
        assert_eq!(states, [TrialState::Refused, TrialState::Mailed]);
        answer_trial(&cx, both[0]).await.unwrap();
        assert_eq!(licenses(&world).await, 1, "answered once more, nothing happens");
    }

    /// LIC-22
    async fn other_spellings_of_a_mailbox_are_no_other_person_but_other_products_are_other_trials(world: World) {
        on_sale(&world, "lamp", "14").await;
        for (first, again) in [("ada@example.com", "ADA+x@example.com"), ("b.o.b@gmail.com", "bob+y@googlemail.com")] {
            let before = licenses(&world).await;
            ask(&world, first).await;
            ask(&world, again).await;
            assert_eq!(licenses(&world).await, before + 1, "{again}");
            assert_eq!(mails(&world, "trials.had_one", again).await.len(), 1, "{again}");
        }
        let before = licenses(&world).await;
        ask_of(&world, "lamp", ADA).await.expect(StatusCode::SEE_OTHER);
        world.run_jobs().await;
        assert_eq!(licenses(&world).await, before + 1);
    }

    /// LIC-22, PRI-2
    async fn a_trial_is_remembered_for_two_years_by_its_hash_alone_also_across_a_turn_of_the_pepper(world: World) {
        ask(&world, ADA).await;
        activate(&world, &code_of(&world, ADA).await, 1).await.expect(StatusCode::CREATED);
        let version = world.app.keys.rotate_pepper(&SystemRandom).unwrap();
        for module in &world.modules {
            module.move_lookups(&world.app, version).await.unwrap();
        }
        assert_eq!(stored(&world).await.remove(0).pepper_version, version);
        for _ in 0..64 {
            world.advance(DAY);
            world.run_jobs().await;
        }
        assert!(stored(&world).await.is_empty(), "ended after 30 days, and erased some weeks later");
        ask(&world, "ada+again@example.com").await;
        assert_eq!(licenses(&world).await, 1);
        let mail = mails(&world, "trials.had_one", "ada+again@example.com").await.remove(0);
        assert!(mail.text.contains("already had a trial"), "{}", mail.text);
        for days in [730, 1, 1] {
            world.advance(days * DAY);
            world.run_jobs().await;
        }
        assert_eq!(trial_taken::Entity::find().count(world.app.db.reader()).await.unwrap(), 0);
        ask(&world, ADA).await;
        assert_eq!(licenses(&world).await, 2);
    }

    /// LIC-22
    async fn a_trial_that_a_stranger_asked_for_and_nobody_used_is_not_lost_for_its_person(world: World) {
        ask(&world, ADA).await;
        let unused = code_of(&world, ADA).await;
        for _ in 0..31 {
            world.advance(DAY);
            world.run_jobs().await;
        }
        assert_eq!(activate(&world, &unused, 1).await.code(), "license.activate_by_passed");
        ask(&world, ADA).await;
        assert_eq!(licenses(&world).await, 2, "the code of the first one works no more");
        let mine = code_of(&world, ADA).await;
        activate(&world, &mine, 1).await.expect(StatusCode::CREATED);
        world.advance(11 * MINUTE);
        ask(&world, ADA).await;
        assert_eq!(licenses(&world).await, 2, "one that was used is one");
    }

    /// LIC-22
    async fn who_is_left_alone_gets_no_mail_and_loses_no_trial(world: World) {
        ask(&world, ADA).await;
        let mail = mails(&world, "trials.code", ADA).await.remove(0);
        let pause = mail.text.split_whitespace().find(|word| word.contains("/pause-emails?token=")).unwrap().to_owned();
        let mut browser = world.browser();
        let first = browser.get(&pause[pause.find("/pause-emails").unwrap()..]).await;
        let page = browser.follow(first).await.expect(StatusCode::OK);
        let token = page.input("token").unwrap();
        browser.post("/pause-emails", &[("token", &token), ("on", "true")]).await.expect(StatusCode::SEE_OTHER);
        on_sale(&world, "lamp", "14").await;
        ask_of(&world, "lamp", ADA).await.expect(StatusCode::SEE_OTHER);
        world.run_jobs().await;
        assert_eq!((licenses(&world).await, stored(&world).await.len()), (1, 1));
        world.advance(2 * DAY);
        ask_of(&world, "lamp", ADA).await.expect(StatusCode::SEE_OTHER);
        world.run_jobs().await;
        assert_eq!(licenses(&world).await, 2);
    }
}
