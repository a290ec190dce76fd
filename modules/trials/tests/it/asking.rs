//! Asking for a trial: with and without an account, rightly and wrongly (LIC-22, ACC-6).

use crate::*;
use gatehouse_accounts::signals::AccountDeleted;
use gatehouse_db::sea_orm::PaginatorTrait;
use gatehouse_testkit::both_engines;
use gatehouse_trials::model::state::TrialState;

both_engines! {
    /// LIC-22
    async fn a_visitor_gets_a_code_by_mail_and_tries_the_product(world: World) {
        let mut visitor = world.browser();
        assert!(visitor.get("/").await.body.contains("href=\"/trial\""));
        let page = visitor.get("/trial/BEACON").await.expect(StatusCode::OK).body;
        assert!(page.contains("The beacon, 30 days") && page.contains("selected"), "{page}");
        let answer = ask_of(&world, "beacon", ADA).await.expect(StatusCode::SEE_OTHER);
        assert!(visitor.follow(answer).await.expect(StatusCode::OK).body.contains("Free trial"));
        assert_eq!(stored(&world).await.remove(0).state, TrialState::Asked);
        assert!(mails(&world, "trials.code", ADA).await.is_empty(), "a job answers");
        world.run_jobs().await;
        let mail = mails(&world, "trials.code", ADA).await.remove(0);
        assert!(mail.text.contains("30 days") && mail.text.contains("/trial/stop?token="), "{}", mail.text);
        assert!(mail.one_click.as_ref().unwrap().contains("/trial/stop/now?token="));
        let code = code_in(&mail);
        activate(&world, &code, 1).await.expect(StatusCode::CREATED);
        let trial = stored(&world).await.remove(0);
        assert_eq!((trial.state, trial.activated_at), (TrialState::Running, Some(world.cx().now())));
        assert_eq!(trial.ends_at, Some(world.cx().now().plus(30 * gatehouse_core::DAY)));
        activate(&world, &code, 1).await.expect(StatusCode::OK);
    }

    /// LIC-22, PRI-13
    async fn who_asks_lies_under_seal_alone(world: World) {
        ask(&world, "canary@example.com").await;
        let dump = world.dump().await.to_lowercase();
        for word in ["ada canary", "canary@example", "5550199"] {
            assert!(!dump.contains(word), "{word} lies open");
        }
    }

    /// LIC-22, ACC-6
    async fn the_answer_is_the_same_whatever_is_known_of_the_address(world: World) {
        customer(&world, "bob@example.com").await;
        ask(&world, ADA).await;
        let mut seen = Vec::new();
        for email in ["fresh@example.com", ADA, "bob@example.com"] {
            let before = stored(&world).await.len();
            let answer = ask_of(&world, "beacon", email).await.expect(StatusCode::SEE_OTHER);
            assert_eq!(stored(&world).await.len(), before + 1, "the same is stored");
            let headers: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
            seen.push((answer.location(), answer.body, headers));
        }
        assert!(seen.windows(2).all(|two| two[0] == two[1]), "{seen:?}");
    }

    /// LIC-22
    async fn what_is_wrong_is_said_at_its_field_and_nothing_is_stored(world: World) {
        on_sale(&world, "plain", "").await;
        let long = "x".repeat(121);
        for (product, name, phone, email, field) in [
            ("", "Ada", "", ADA, "product"),
            ("plain", "Ada", "", ADA, "product"),
            ("nothing", "Ada", "", ADA, "product"),
            ("beacon", "", "", ADA, "name"),
            ("beacon", "gpj.\u{202e}exe", "", ADA, "name"),
            ("beacon", &long, "", ADA, "name"),
            ("beacon", "Ada", "call me", ADA, "phone"),
            ("beacon", "Ada", "1".repeat(41).as_str(), ADA, "phone"),
            ("beacon", "Ada", "", "", "email"),
            ("beacon", "Ada", "", "nobody", "email"),
            ("beacon", "Ada", "", "a@b\u{200b}.example", "email"),
        ] {
            let form = [("product", product), ("name", name), ("phone", phone), ("email", email)];
            let page = world.browser().post_as_human("/trial", &form).await.expect(StatusCode::UNPROCESSABLE_ENTITY).body;
            assert!(page.contains("aria-invalid=\"true\""), "{field}: {page}");
        }
        let robot = [("product", "beacon"), ("name", "Ada"), ("email", ADA)];
        world.browser().post("/trial", &robot).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(stored(&world).await.is_empty());
        assert_eq!(world.browser().get("/trial/plain").await.location(), "/trial");
        assert!(!world.browser().get("/trial").await.body.contains("The plain"), "it cannot be tried");
    }

    /// LIC-22
    async fn who_is_signed_in_finds_the_form_filled_in_and_the_license_in_the_account(world: World) {
        let ada = customer(&world, ADA).await;
        let mut browser = signed_in(&world, ADA).await;
        let page = browser.get("/trial/beacon").await.expect(StatusCode::OK);
        assert_eq!((page.input("name").as_deref(), page.input("email").as_deref()), (Some("Ada Canary"), Some(ADA)));
        assert!(page.input("human_token").is_none());
        // Another address is not taken.
        let form = [("product", "beacon"), ("name", "Ada Canary"), ("phone", ""), ("email", "other@example.com")];
        browser.post("/trial", &form).await.expect(StatusCode::SEE_OTHER);
        world.run_jobs().await;
        let code = code_of(&world, ADA).await;
        activate(&world, &code, 1).await.expect(StatusCode::CREATED);
        let trial = stored(&world).await.remove(0);
        assert_eq!(trial.account_id, Some(ada));
        let license = browser.get(&format!("/licenses/{}", trial.license_id.unwrap())).await.expect(StatusCode::OK).body;
        assert!(license.contains("Your trial ends on") && !license.contains("/renewal\""), "it is bought, not renewed: {license}");
        assert!(!browser.get("/licenses/renewals").await.expect(StatusCode::OK).body.contains("The beacon"));
        let renewal = format!("/licenses/{}/renewal", trial.license_id.unwrap());
        let form = [("wish", "on"), ("confirm", "true")];
        browser.post(&renewal, &form).await.expect(StatusCode::CONFLICT);
        let sets: Vec<_> = world.modules.iter().flat_map(|module| module.data_sets()).collect();
        let set = sets.iter().find(|set| set.name() == "trials.trials").unwrap();
        assert_eq!(set.read(&world.cx(), ada, None).await.unwrap().rows.len(), 1);
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        cx.raise(&tx, AccountDeleted { account: ada }).await.unwrap();
        tx.commit().await.unwrap();
        assert!(stored(&world).await.is_empty(), "it goes with the account");
    }

    /// LIC-22, LIC-3
    async fn a_trial_of_before_comes_into_the_account_of_exactly_its_address(world: World) {
        ask(&world, ADA).await;
        ask_of(&world, "beacon", "bob@example.com").await.expect(StatusCode::SEE_OTHER);
        // At some providers this is another one's mailbox.
        customer(&world, "ada+else@example.com").await;
        assert!(stored(&world).await.iter().all(|trial| trial.account_id.is_none()));
        let (ada, bob) = (customer(&world, ADA).await, customer(&world, "bob@example.com").await);
        world.run_jobs().await;
        let trials = stored(&world).await;
        let found: Vec<_> = trials.iter().map(|trial| (trial.state, trial.account_id)).collect();
        assert_eq!(found, [(TrialState::Mailed, Some(ada)), (TrialState::Mailed, Some(bob))]);
        for (email, trial) in [(ADA, &trials[0]), ("bob@example.com", &trials[1])] {
            let page = format!("/licenses/{}", trial.license_id.unwrap());
            signed_in(&world, email).await.get(&page).await.expect(StatusCode::OK);
        }
        activate(&world, &code_of(&world, ADA).await, 1).await.expect(StatusCode::CREATED);
    }

    /// LIC-22
    async fn a_trial_that_somebody_added_already_stays_in_that_account(world: World) {
        ask(&world, ADA).await;
        customer(&world, "bob@example.com").await;
        let mut browser = signed_in(&world, "bob@example.com").await;
        let code = code_of(&world, ADA).await;
        browser.post("/licenses/add", &[("code", code.as_str())]).await.expect(StatusCode::SEE_OTHER);
        customer(&world, ADA).await;
        let trial = stored(&world).await.remove(0);
        assert_eq!(trial.account_id, None);
        let page = format!("/licenses/{}", trial.license_id.unwrap());
        browser.get(&page).await.expect(StatusCode::OK);
        signed_in(&world, ADA).await.get(&page).await.expect(StatusCode::NOT_FOUND);
    }

    /// LIC-22, ACC-17
    async fn a_trial_of_before_the_account_goes_with_it_too(world: World) {
        ask(&world, ADA).await;
        let ada = customer(&world, ADA).await;
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        cx.raise(&tx, AccountDeleted { account: ada }).await.unwrap();
        tx.commit().await.unwrap();
        assert!(stored(&world).await.is_empty());
        let taken = gatehouse_trials::tables::trial_taken::Entity::find().count(world.app.db.reader()).await.unwrap();
        assert_eq!(taken, 1);
    }
}

/// LIC-22, ACC-11
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_an_hour_from_a_network() {
    let world = World::with(TestEngine::Sqlite, modules(), |parts| parts.limits = true).await;
    on_sale(&world, "beacon", "30").await;
    for n in 0..3 {
        ask_of(&world, "beacon", &format!("a{n}@example.com")).await.expect(StatusCode::SEE_OTHER);
    }
    ask_of(&world, "beacon", "a3@example.com").await.expect(StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(stored(&world).await.len(), 3);
}
