use crate::{ADMIN, PASSWORD, administrator, member, world};
use gatehouse_core::Role;
use gatehouse_staff::names;
use gatehouse_testkit::{TestEngine, both_engines};

both_engines! {
    /// PRI-13
    async fn a_stolen_database_names_nobody_and_opens_nothing(world: World) {
        let mut browser = administrator(&world).await;
        let session = browser.cookie("gh_staff").unwrap().to_owned();
        let codes = crate::recovery_codes(&browser.post("/staff/profile/recovery-codes", &[]).await.body);
        let dump = world.dump().await;
        let base32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        for secret in [ADMIN, "Member ada", PASSWORD, &session, base32, "12345678901234567890", &codes[0]] {
            assert!(!dump.contains(secret), "{secret}");
        }
        assert!(!dump.contains("$argon2"), "a hash to try passwords on");
    }

    /// ALL-3
    async fn other_modules_learn_the_names_behind_ids(world: World) {
        let ada = member(&world, ADMIN, &[Role::Administrator]).await;
        let nobody = world.cx().id();
        let found = names(&world.cx(), world.cx().read(), &[ada, nobody, ada]).await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[&ada], "Member ada@vendor.example");
    }
}

/// ALL-8
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let world = world(TestEngine::Sqlite).await;
    member(&world, ADMIN, &[Role::Administrator]).await;
    let answer = crate::give_password(&mut world.browser(), ADMIN, PASSWORD).await;
    let cookie = answer.headers["set-cookie"].to_str().unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"), "{cookie}");
    let mut other_site =
        world.browser().header("sec-fetch-site", "cross-site").header("origin", "https://evil.example");
    let refused = crate::give_password(&mut other_site, ADMIN, PASSWORD).await;
    assert_eq!(refused.status.as_u16(), 403);
}
