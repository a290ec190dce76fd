//! Reminders of a trial's end, once each, and what ends them (LIC-22).

use crate::*;
use gatehouse_core::{DAY, HOUR};
use gatehouse_testkit::both_engines;
use gatehouse_trials::model::state::TrialState;

/// A trial that runs since now.
async fn running(world: &World, email: &str, device: u8) {
    ask(world, email).await;
    activate(world, &code_of(world, email).await, device).await.expect(StatusCode::CREATED);
}

/// The jobs of a day; the first run after a leap of the clock waits.
async fn work(world: &World) {
    for _ in 0..3 {
        world.run_jobs().await;
        world.advance(HOUR);
    }
}

async fn reminded(world: &World, email: &str) -> usize {
    mails(world, "trials.reminder", email).await.len()
}

both_engines! {
    /// LIC-22
    async fn people_are_reminded_once_on_each_day_until_the_trial_is_closed_and_erased(world: World) {
        running(&world, ADA, 1).await;
        let (mut told, mut last) = (Vec::new(), 0);
        let mut states = Vec::new();
        for day in 1..=64 {
            world.advance(DAY - 3 * HOUR);
            work(&world).await;
            let trial = stored(&world).await;
            let now = trial.first().map_or(last, |trial| trial.told);
            if now > last {
                assert_eq!(now, last + 1);
                told.push(day);
                let mail = mails(&world, "trials.reminder", ADA).await.pop().unwrap();
                assert!(mail.text.contains("https://shop.example/buy?user="), "{}", mail.text);
                assert!(!mail.text.contains("{user}"), "{}", mail.text);
                last = now;
            }
            let state = trial.first().map(|trial| trial.state);
            if states.last() != Some(&state) {
                states.push(state);
            }
        }
        assert_eq!(told, [23, 29, 30, 33, 44]);
        let all = [Some(TrialState::Running), Some(TrialState::Ended), Some(TrialState::Closed), None];
        assert_eq!(states, all);
    }

    /// LIC-22
    async fn after_an_outage_only_the_newest_due_reminder_is_mailed(world: World) {
        for (n, stopped, mailed) in [(1, 0, 0), (2, 3, 1), (3, 7, 1), (4, 12, 1), (5, 22, 1), (6, 25, 0), (7, 40, 0)] {
            let email = format!("a{n}@example.com");
            running(&world, &email, n).await;
            for _ in 0..22 {
                world.advance(DAY - 3 * HOUR);
                work(&world).await;
            }
            assert_eq!(reminded(&world, &email).await, 0);
            world.advance(stopped * DAY);
            work(&world).await;
            assert_eq!(reminded(&world, &email).await, mailed, "stopped for {stopped} days");
        }
    }

    /// LIC-22, ALL-5
    async fn a_reminder_speaks_the_persons_language_in_their_zone(world: World) {
        for (email, tag, title) in [("ja@example.com", "ja", "に終了します"), ("ru@example.com", "ru", "заканчивается")] {
            let mut visitor = world.browser().header("accept-language", tag);
            let form = [("product", "beacon"), ("name", "Ada"), ("email", email)];
            visitor.post_as_human("/trial", &form).await.expect(StatusCode::SEE_OTHER);
            world.run_jobs().await;
            let device = if tag == "ja" { 1 } else { 2 };
            activate(&world, &code_of(&world, email).await, device).await.expect(StatusCode::CREATED);
            for _ in 0..24 {
                world.advance(DAY - 3 * HOUR);
                work(&world).await;
            }
            let mail = mails(&world, "trials.reminder", email).await.remove(0);
            assert_eq!(mail.lang, tag);
            assert!(mail.subject.contains(title), "{}", mail.subject);
        }
    }

    /// LIC-22
    async fn who_buys_is_reminded_no_more(world: World) {
        running(&world, ADA, 1).await;
        running(&world, "bob@example.com", 2).await;
        buy(&world, "S-1", "Ada+shop@example.com").await;
        let states: Vec<_> = stored(&world).await.iter().map(|trial| trial.state).collect();
        assert_eq!(states, [TrialState::Bought, TrialState::Running]);
        for _ in 0..25 {
            world.advance(DAY - 3 * HOUR);
            work(&world).await;
        }
        assert_eq!((reminded(&world, ADA).await, reminded(&world, "bob@example.com").await), (0, 1));
        for days in [366, 1, 1] {
            world.advance(days * DAY);
            work(&world).await;
        }
        let states: Vec<_> = stored(&world).await.iter().map(|trial| trial.state).collect();
        assert!(!states.contains(&TrialState::Bought), "a year later it is erased: {states:?}");
    }

    /// LIC-22
    async fn two_nodes_remind_once(world: World) {
        running(&world, ADA, 1).await;
        for _ in 0..22 {
            world.advance(DAY - 3 * HOUR);
            work(&world).await;
        }
        world.advance(2 * DAY);
        world.run_jobs().await;
        world.advance(HOUR);
        let (one, other) = tokio::join!(world.run_jobs(), world.run_jobs());
        assert!(one + other > 0);
        assert_eq!(reminded(&world, ADA).await, 1);
    }
}
