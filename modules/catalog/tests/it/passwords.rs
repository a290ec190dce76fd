//! What the vendor's products are called is nobody's password (ACC-5).

use crate::above::Above;
use crate::clerks::clerk;
use axum::http::StatusCode;
use gatehouse_accounts::{Accounts, AccountsConfig};
use gatehouse_catalog::Catalog;
use gatehouse_core::Secret;
use gatehouse_guard::Asker;
use gatehouse_passwords::{PasswordError, check_new};
use gatehouse_testkit::{TestStaff, World, both_engines};
use std::time::Duration;

async fn faults(world: &World, password: &str) -> Vec<PasswordError> {
    let cx = world.cx();
    let checked = check_new(&cx, &Asker::of(&cx), Secret::new(password.to_owned()), "anna@example.com", &[]).await;
    checked.unwrap().err().unwrap_or_default()
}

both_engines! {
    /// ACC-5, LIC-1
    async fn the_names_of_products_are_refused_as_passwords_of_customers_from_the_moment_they_exist(world: World) {
        let accounts = Accounts::new(AccountsConfig { equal_answer: Duration::ZERO, ..AccountsConfig::default() });
        let world = World::new(world.engine, vec![Box::new(accounts), Box::new(Catalog), Box::new(Above), Box::new(TestStaff)]).await;
        let (one, two) = ("Zarkovian-2026!", "Moldwarp_Studio1");
        assert_eq!((faults(&world, one).await, faults(&world, two).await), (vec![], vec![]));
        let mut clerk = clerk(&world);
        for (name, code) in [("Zarkovian", "zarkovian"), ("Moldwarp Studio", "moldwarp")] {
            let form = [("name", name), ("code", code)];
            clerk.post("/staff/catalog/new", &form).await.expect(StatusCode::SEE_OTHER);
        }
        for password in [one, two, "Z@rk0vian77!", "2026!Zarkovian"] {
            assert_eq!(faults(&world, password).await, [PasswordError::Guessable], "{password}");
        }
        assert_eq!(faults(&world, "Correct-Horse-7").await, []);

        let form = |password| [("email", "anna@example.com"), ("password", password), ("again", password)];
        let mut browser = world.browser();
        let refused = browser.post_as_human("/register", &form(one)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.location());
        browser.post_as_human("/register", &form("Correct-Horse-7")).await.expect(StatusCode::SEE_OTHER);
    }
}
