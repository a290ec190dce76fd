//! One trial per product and device (LIC-22).

use crate::*;
use gatehouse_db::sea_orm::PaginatorTrait as _;
use gatehouse_licenses::actions::key_files::{KeyFileFor, issue_key_files};
use gatehouse_licenses::queries::entitlement;
use gatehouse_testkit::both_engines;
use gatehouse_trials::actions::allow_again::{AllowAgain, allow_again};
use gatehouse_trials::model::state::TrialState;
use gatehouse_trials::tables::trial_device;

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

    /// LIC-11, LIC-22
    async fn a_key_file_for_any_device_begins_the_trial_and_takes_its_one_seat(world: World) {
        ask(&world, ADA).await;
        let license = stored(&world).await[0].license_id.unwrap();
        let cx = world.cx();
        for copy in [1, 1] {
            let entitlement = entitlement::by_license(&cx, cx.read(), license).await.unwrap().unwrap();
            issue_key_files(&cx, entitlement, &KeyFileFor::AnyDevice { copy }, None, None).await.unwrap();
        }
        let trial = stored(&world).await.remove(0);
        assert_eq!((trial.state, trial.activated_at), (TrialState::Running, Some(world.cx().now())));
        assert!(trial.ends_at.is_some());
        let marked = trial_device::Entity::find().count(cx.read()).await.unwrap();
        assert_eq!(marked, 0, "nobody knows the device");
        let refused = activate(&world, &code_of(&world, ADA).await, 1).await.expect(StatusCode::CONFLICT);
        assert_eq!(refused.code(), "license.no_seat_free", "it runs on one device");
        let entitlement = entitlement::by_license(&cx, cx.read(), license).await.unwrap().unwrap();
        assert!(issue_key_files(&cx, entitlement, &KeyFileFor::AnyDevice { copy: 2 }, None, None).await.is_err());
    }
}
