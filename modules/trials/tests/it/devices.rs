//! One trial per product and device (LIC-22).

use crate::*;
use gatehouse_testkit::both_engines;
use gatehouse_trials::actions::allow_again::{AllowAgain, allow_again};

both_engines! {
    /// LIC-22
    async fn a_second_trial_on_a_device_is_refused_with_the_reason(world: World) {
        ask(&world, ADA).await;
        ask(&world, "bob@example.com").await;
        let (hers, his) = (code_of(&world, ADA).await, code_of(&world, "bob@example.com").await);
        activate(&world, &hers, 1).await.expect(StatusCode::CREATED);
        let refused = activate(&world, &his, 1).await.expect(StatusCode::CONFLICT);
        assert_eq!(refused.code(), "license.trial_on_device");
        activate(&world, &hers, 1).await.expect(StatusCode::OK);
        activate(&world, &his, 2).await.expect(StatusCode::CREATED);
    }

    /// LIC-22
    async fn of_two_trials_that_a_device_activates_at_once_one_runs(world: World) {
        ask(&world, ADA).await;
        ask(&world, "bob@example.com").await;
        let (hers, his) = (code_of(&world, ADA).await, code_of(&world, "bob@example.com").await);
        let (one, other) = tokio::join!(activate(&world, &hers, 1), activate(&world, &his, 1));
        let mut met = [one.status, other.status];
        met.sort();
        assert_eq!(met, [StatusCode::CREATED, StatusCode::CONFLICT]);
    }

    /// LIC-11, LIC-22
    async fn a_trial_has_no_key_file_for_any_device(world: World) {
        ask(&world, ADA).await;
        let code = code_of(&world, ADA).await;
        world.browser().post_as_human("/key-file", &[("code", &code), ("email", ADA)]).await.expect(StatusCode::SEE_OTHER);
        world.run_jobs().await;
        let mail = mails(&world, "licenses.key_file_refused", ADA).await;
        let mail = mail.into_iter().chain(mails(&world, "licenses.key_file", ADA).await).next().expect("an answer");
        assert!(mail.text.contains("A key file of a trial is made for one device."), "{}", mail.text);
        assert_eq!(stored(&world).await.remove(0).state, gatehouse_trials::model::state::TrialState::Mailed);
    }

    /// LIC-22
    async fn what_was_bought_runs_where_a_trial_was(world: World) {
        ask(&world, ADA).await;
        activate(&world, &code_of(&world, ADA).await, 1).await.expect(StatusCode::CREATED);
        buy(&world, "S-1", "new@example.com").await;
        let mail = world.mails().await.into_iter().find(|mail| mail.kind == "licenses.codes").unwrap();
        activate(&world, &code_in(&mail), 1).await.expect(StatusCode::CREATED);
    }

    /// LIC-22
    async fn one_more_that_a_clerk_allowed_runs_on_the_same_device(world: World) {
        ask(&world, ADA).await;
        activate(&world, &code_of(&world, ADA).await, 1).await.expect(StatusCode::CREATED);
        let input = AllowAgain { email: "ada+x@example.com".into(), product: "beacon".into(), reason: "trouble".into() };
        for _ in 0..2 {
            allow_again(&world.cx(), &input).await.unwrap();
        }
        ask(&world, ADA).await;
        let codes: Vec<String> = mails(&world, "trials.code", ADA).await.iter().map(code_in).collect();
        assert_eq!(codes.len(), 2);
        activate(&world, &codes[1], 1).await.expect(StatusCode::CREATED);
        activate(&world, &codes[0], 1).await.expect(StatusCode::CONFLICT);
        ask(&world, ADA).await;
        assert_eq!(mails(&world, "trials.code", ADA).await.len(), 2, "allowed twice is one more");
    }
}
