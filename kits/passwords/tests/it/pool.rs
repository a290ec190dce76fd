use gatehouse_core::Secret;
use gatehouse_guard::{Asker, Lane};
use gatehouse_passwords::{Cost, HashPool, PasswordError};
use std::sync::Arc;
use tokio::sync::watch;

fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

/// ACC-7
#[tokio::test]
async fn the_right_password_matches_and_no_other() {
    let pool = HashPool::new(2, Cost::Cheap);
    let phc = pool.hash(&Asker::program(), secret("Rk7%wzq4"), [7; 16]).await.unwrap();
    assert!(phc.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{phc}");
    assert!(!phc.contains("Rk7"));
    assert!(pool.verify(&Asker::program(), secret("Rk7%wzq4"), Some(phc.clone())).await.unwrap().matches);
    for wrong in ["rk7%wzq4", "Rk7%wzq4 ", "", "Rk7%wzq"] {
        assert!(!pool.verify(&Asker::program(), secret(wrong), Some(phc.clone())).await.unwrap().matches, "{wrong:?}");
    }
}

/// ACC-5
#[tokio::test]
async fn the_same_password_in_another_unicode_form_matches() {
    let pool = HashPool::new(1, Cost::Cheap);
    let phc = pool.hash(&Asker::program(), secret("Caf\u{e9}-77-Ｘ"), [1; 16]).await.unwrap();
    assert!(pool.verify(&Asker::program(), secret("Cafe\u{301}-77-X"), Some(phc)).await.unwrap().matches);
}

/// ACC-6
#[tokio::test]
async fn an_unknown_user_never_matches() {
    let pool = HashPool::new(1, Cost::Cheap);
    for guess in ["", "an unknown user.", "Rk7%wzq4"] {
        assert!(!pool.verify(&Asker::program(), secret(guess), None).await.unwrap().matches, "{guess:?}");
    }
}

/// ALL-9
#[tokio::test]
async fn an_overlong_password_never_matches() {
    let pool = HashPool::new(1, Cost::Cheap);
    let phc = pool.hash(&Asker::program(), secret(""), [1; 16]).await.unwrap();
    assert!(!pool.verify(&Asker::program(), secret(&"x".repeat(100_000)), Some(phc)).await.unwrap().matches);
}

/// ACC-7
#[tokio::test]
async fn a_hash_of_another_cost_is_stale_and_still_checked() {
    let cheap = HashPool::new(1, Cost::Cheap);
    let full = HashPool::new(1, Cost::Full);
    let phc = cheap.hash(&Asker::program(), secret("Rk7%wzq4"), [7; 16]).await.unwrap();
    let found = full.verify(&Asker::program(), secret("Rk7%wzq4"), Some(phc)).await.unwrap();
    assert!(found.matches && found.stale);
    let phc = full.hash(&Asker::program(), secret("Rk7%wzq4"), [7; 16]).await.unwrap();
    assert!(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{phc}");
    let found = full.verify(&Asker::program(), secret("Rk7%wzq4"), Some(phc)).await.unwrap();
    assert!(found.matches && !found.stale);
}

/// PRI-13
#[tokio::test]
async fn a_damaged_hash_is_a_fault_and_not_a_match() {
    let pool = HashPool::new(1, Cost::Cheap);
    for phc in [
        "",
        "plain",
        "$argon2i$v=19$m=8,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=4194304,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
    ] {
        assert!(pool.verify(&Asker::program(), secret("x"), Some(phc.to_owned())).await.is_err(), "{phc}");
    }
}

/// ACC-11
#[tokio::test]
async fn beyond_the_places_of_a_lane_the_pool_says_that_it_is_busy() {
    let pool = Arc::new(HashPool::new(1, Cost::Full));
    let places = Lane::Known.places();
    let tasks: Vec<_> = (0..places + 20)
        .map(|_| {
            let pool = Arc::clone(&pool);
            tokio::spawn(async move { pool.verify(&Asker::program(), secret("Rk7%wzq4"), None).await })
        })
        .collect();
    let (mut done, mut busy) = (0, 0);
    for task in tasks {
        match task.await.unwrap() {
            Ok(found) => {
                assert!(!found.matches);
                done += 1;
            }
            Err(fault) => {
                assert!(fault.is_busy());
                busy += 1;
            }
        }
    }
    assert!(done >= places && busy >= 1, "{done} done, {busy} refused");
}

/// ACC-5, ACC-11
#[tokio::test]
async fn the_pool_judges_new_passwords_beside_the_requests() {
    let pool = HashPool::new(1, Cost::Cheap);
    let check = async |password: &str| {
        pool.check(&Asker::program(), secret(password), "anna@example.com", &["Gatehouse"]).await.unwrap()
    };
    assert_eq!(check("Rk7%wzq4").await, Ok(()));
    assert_eq!(check("Summer2026!").await, Err(vec![PasswordError::Guessable]));
    assert_eq!(check("Gatehouse-2026").await, Err(vec![PasswordError::Guessable]));
    let address = [PasswordError::NoUpper, PasswordError::NoDigit, PasswordError::IsEmail];
    assert_eq!(check("anna@example.com").await, Err(address.to_vec()));
}

/// ACC-11
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_from_one_site_leaves_places_for_everybody_else() {
    let pool = Arc::new(HashPool::new(1, Cost::Full));
    // Who was refused tries again when the next honest one comes: a flood that only spins would take the core that hashes.
    let (turn, turns) = watch::channel(0_usize);
    let flood: Vec<_> = (0..80_u16)
        .map(|worker| {
            let (pool, mut turns) = (Arc::clone(&pool), turns.clone());
            tokio::spawn(async move {
                let (mut done, mut refused) = (0, 0);
                for n in (0..=u16::MAX).cycle() {
                    let asker = Asker::from_network(
                        Lane::Stranger,
                        &format!("2001:db8:7:{:x}::/64", n.wrapping_mul(80).wrapping_add(worker)),
                    );
                    let goes_on = if pool.verify(&asker, secret("wrong"), None).await.is_ok() {
                        done += 1;
                        turns.has_changed().is_ok()
                    } else {
                        refused += 1;
                        turns.changed().await.is_ok()
                    };
                    if !goes_on {
                        break;
                    }
                }
                (done, refused)
            })
        })
        .collect();
    let honest = [
        Asker::from_network(Lane::Known, "198.51.100.1"),
        Asker::from_network(Lane::Staff, "198.51.100.2"),
        Asker::from_network(Lane::Stranger, "198.51.100.3"),
        Asker::from_network(Lane::Stranger, "2001:db8:8:1::/64"),
    ];
    for _ in 0..3 {
        for asker in &honest {
            turn.send_modify(|turn| *turn += 1);
            assert!(pool.verify(asker, secret("right"), None).await.is_ok(), "{asker:?}");
        }
    }
    drop(turn);
    let (mut done, mut refused) = (0, 0);
    for one in flood {
        let (d, r) = one.await.unwrap();
        done += d;
        refused += r;
    }
    assert!(done > 0 && refused > 80, "the flood was one: {done} hashed, {refused} refused");
}
