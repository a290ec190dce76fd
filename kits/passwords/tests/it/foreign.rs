//! Hashes of other programs: published vectors, and what their libraries write.

use gatehouse_core::Secret;
use gatehouse_guard::Asker;
use gatehouse_passwords::{Cost, ForeignError, ForeignHash, HashPool};

fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

const OWN: &str = "Correct-Horse-7";

/// Password, kind and hash.
const KNOWN: [(&str, &str, &str); 17] = [
    // bcrypt: jBCrypt's own tests, and libxcrypt.
    ("", "bcrypt", "$2a$06$DCq7YPn5Rq63x1Lad4cll.TV4S6ytwfsfvkgY8jIucDrjc8deX1s."),
    (OWN, "bcrypt", "$2b$05$CCCCCCCCCCCCCCCCCCCCC.Rgch1WzZX9BX/ex7HTqGEDJUUzytrmS"),
    (OWN, "bcrypt", "$2y$05$CCCCCCCCCCCCCCCCCCCCC.Rgch1WzZX9BX/ex7HTqGEDJUUzytrmS"),
    (OWN, "bcrypt", "bcrypt$$2b$05$CCCCCCCCCCCCCCCCCCCCC.Rgch1WzZX9BX/ex7HTqGEDJUUzytrmS"),
    (OWN, "bcrypt", "bcrypt_sha256$$2b$05$CCCCCCCCCCCCCCCCCCCCC..qRmtzskq/h2AP6wSeaHRu4O7VhPSym"),
    // PBKDF2: RFC 6070, the same with SHA-256, then passlib, PHC and Django.
    ("password", "pbkdf2", "pbkdf2_sha1$4096$salt$SwB5AbdlSJq+rUnZJvch0GWkKcE="),
    ("password", "pbkdf2", "pbkdf2_sha256$4096$salt$xeR41ZKIyEGqUw22hFxMjZYok6ABzk4RpJY4c6qYE0o="),
    (OWN, "pbkdf2", "pbkdf2_sha256$1000$saltOfDjango$juJwJM/ogZlc+eprTJ7LWTMQ4Kxh0ThyJ26Nn2bW+OM="),
    (
        OWN,
        "pbkdf2",
        "$pbkdf2-sha512$1000$AAECAwQFBgcICQoLDA0ODw$ZA2iJRWxbrDa7/CvqlrI12VOaSbmlRhPNGYYYsm0tOjjgjimyVNJTfSrw6TqhKOREKt393CkQK9vqkiifnWiSQ",
    ),
    (OWN, "pbkdf2", "$pbkdf2-sha256$i=1000,l=32$AAECAwQFBgcICQoLDA0ODw$VrVVFC9l06r9lwjSM7+3+X7DO36uYtywnmEE+lVFjBA"),
    // scrypt: RFC 7914, and Django.
    (
        "password",
        "scrypt",
        "$scrypt$ln=10,r=8,p=16$TmFDbA$/bq+HJ00cgB4VucZDQHp/nxq18vII3gw53N2Y0s3MWIurzDZLiKjiG/xCSedmDDaxyevuUqD7m2DYMvfoswGQA",
    ),
    (
        OWN,
        "scrypt",
        "scrypt$1024$saltOfDjango$8$1$ZRb7CXhY3j4zSIrvlAtPPtdfENc2CAhwisDRd5cwKSASU+vt2ei+lZU0DSJR7a8c+Sl5O9bCgJxFQayKCqs19g==",
    ),
    // Argon2: the tests of the reference implementation.
    ("password", "argon2", "$argon2i$m=256,t=2,p=1$c29tZXNhbHQ$/U3YPXYsSb3q9XxHvc0MLxur+GP960kN9j7emXX8zwY"),
    ("password", "argon2", "$argon2i$v=16$m=256,t=2,p=2$c29tZXNhbHQ$tsEVYKap1h6scGt5ovl9aLRGOqOth+AMB+KwHpDFZPs"),
    ("password", "argon2", "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$iekCn0Y3spW+sCcFanM2xBT63UP2sghkUoHLIUpWRS8"),
    ("password", "argon2", "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"),
    (
        "password",
        "argon2",
        "argon2$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
    ),
];

/// ACC-18
#[tokio::test]
async fn hashes_of_other_programs_match_their_password_and_no_other() {
    let pool = HashPool::new(2, Cost::Cheap);
    for (password, kind, text) in KNOWN {
        let hash = ForeignHash::read(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
        assert_eq!(hash.kind(), kind);
        let found = pool.verify(&Asker::program(), secret(password), Some(hash.marked())).await.unwrap();
        assert!(found.matches && found.stale, "{text}");
        let wrong = pool.verify(&Asker::program(), secret(&format!("{password}x")), Some(hash.marked())).await.unwrap();
        assert!(!wrong.matches && !wrong.stale, "{text}");
        assert!(!format!("{hash:?}").contains('$'), "it is in no log");
    }
}

/// ACC-18
#[tokio::test]
async fn without_its_mark_a_hash_of_another_program_is_none() {
    let pool = HashPool::new(1, Cost::Cheap);
    for (password, _, text) in [KNOWN[1], KNOWN[7], KNOWN[12]] {
        assert!(pool.verify(&Asker::program(), secret(password), Some(text.to_owned())).await.is_err(), "{text}");
    }
}

/// ACC-18
#[tokio::test]
async fn bcrypt_reads_72_bytes_as_it_always_did() {
    let pool = HashPool::new(1, Cost::Cheap);
    let hash = ForeignHash::read(KNOWN[1].2).unwrap().marked();
    let long = pool.verify(&Asker::program(), secret(&OWN.repeat(10)), Some(hash)).await.unwrap();
    assert!(!long.matches, "a long password is no fault");
}

/// ACC-18
#[test]
fn what_costs_more_than_the_caps_is_refused() {
    for text in [
        "$2b$14$CCCCCCCCCCCCCCCCCCCCC.Rgch1WzZX9BX/ex7HTqGEDJUUzytrmS",
        "pbkdf2_sha256$1500001$salt$xeR41ZKIyEGqUw22hFxMjZYok6ABzk4RpJY4c6qYE0o=",
        "pbkdf2_sha256$99999999999$salt$xeR41ZKIyEGqUw22hFxMjZYok6ABzk4RpJY4c6qYE0o=",
        // Two blocks of SHA-256 are twice the rounds.
        "pbkdf2_sha256$800000$salt$ZRb7CXhY3j4zSIrvlAtPPtdfENc2CAhwisDRd5cwKSASU+vt2ei+lZU0DSJR7a8c+Sl5O9bCgJxFQayKCqs19g==",
        "$scrypt$ln=18,r=8,p=1$TmFDbA$/bq+HJ00cgB4VucZDQHp/nxq18vII3gw53N2Y0s3MWI",
        "$scrypt$ln=17,r=8,p=2$TmFDbA$/bq+HJ00cgB4VucZDQHp/nxq18vII3gw53N2Y0s3MWI",
        "$scrypt$ln=31,r=4294967295,p=4294967295$TmFDbA$/bq+HJ00cgB4VucZDQHp/nxq18vII3gw53N2Y0s3MWI",
        "$argon2id$v=19$m=262144,t=1,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=65536,t=9,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
    ] {
        assert_eq!(ForeignHash::read(text).unwrap_err(), ForeignError::TooCostly, "{text}");
    }
    // What frameworks make today is within them.
    for text in [
        "$2y$12$CCCCCCCCCCCCCCCCCCCCC.Rgch1WzZX9BX/ex7HTqGEDJUUzytrmS",
        "pbkdf2_sha256$1200000$salt$xeR41ZKIyEGqUw22hFxMjZYok6ABzk4RpJY4c6qYE0o=",
        "$argon2id$v=19$m=102400,t=2,p=8$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "scrypt$16384$salt$8$5$ZRb7CXhY3j4zSIrvlAtPPtdfENc2CAhwisDRd5cwKSASU+vt2ei+lZU0DSJR7a8c+Sl5O9bCgJxFQayKCqs19g==",
    ] {
        assert!(ForeignHash::read(text).is_ok(), "{text}");
    }
}

/// ACC-18
#[test]
fn what_is_not_written_as_its_form_is_refused() {
    for (text, error) in [
        ("", ForeignError::Unknown),
        ("secret", ForeignError::Unknown),
        ("5f4dcc3b5aa765d61d8327deb882cf99", ForeignError::Unknown),
        ("$1$salt$qJH7.N4xYta3aEG/dfqo/0", ForeignError::Unknown),
        ("$2x$05$CCCCCCCCCCCCCCCCCCCCC.Rgch1WzZX9BX/ex7HTqGEDJUUzytrmS", ForeignError::Unknown),
        ("md5$salt$5f4dcc3b5aa765d61d8327deb882cf99", ForeignError::Unknown),
        ("$2b$5$CCCCCCCCCCCCCCCCCCCCC.Rgch1WzZX9BX/ex7HTqGEDJUUzytrmS", ForeignError::Malformed),
        ("$2b$03$CCCCCCCCCCCCCCCCCCCCC.Rgch1WzZX9BX/ex7HTqGEDJUUzytrmS", ForeignError::Malformed),
        ("$2b$05$CCCCCCCCCCCCCCCCCCCCC.Rgch1WzZX9BX/ex7HTqGEDJUUzytrm", ForeignError::Malformed),
        ("pbkdf2_sha256$0$salt$xeR41ZKIyEGqUw22hFxMjZYok6ABzk4RpJY4c6qYE0o=", ForeignError::Malformed),
        ("pbkdf2_sha256$01000$salt$xeR41ZKIyEGqUw22hFxMjZYok6ABzk4RpJY4c6qYE0o=", ForeignError::Malformed),
        ("pbkdf2_sha256$1000$salt$xeR41ZKI", ForeignError::Malformed),
        ("pbkdf2_sha256$1000$$xeR41ZKIyEGqUw22hFxMjZYok6ABzk4RpJY4c6qYE0o=", ForeignError::Malformed),
        ("pbkdf2_sha256$1000$salt", ForeignError::Malformed),
        (
            "$pbkdf2-sha256$i=1000,l=20$AAECAwQFBgcICQoLDA0ODw$VrVVFC9l06r9lwjSM7+3+X7DO36uYtywnmEE+lVFjBA",
            ForeignError::Malformed,
        ),
        ("scrypt$1000$salt$8$1$ZRb7CXhY3j4zSIrvlAtPPtdfENc2CAhwisDRd5cwKSA=", ForeignError::Malformed),
        ("$scrypt$r=8,ln=10,p=1$TmFDbA$/bq+HJ00cgB4VucZDQHp/nxq18vII3gw53N2Y0s3MWI", ForeignError::Malformed),
        (
            "$argon2id$v=20$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
            ForeignError::Malformed,
        ),
        ("$argon2id$v=19$m=4,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4", ForeignError::Malformed),
        (
            "$argon2id$v=19$m=256,t=2,p=1,data=AA$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
            ForeignError::Malformed,
        ),
    ] {
        assert_eq!(ForeignHash::read(text).unwrap_err(), error, "{text}");
    }
    assert_eq!(
        ForeignHash::read(&format!("pbkdf2_sha256$1000${}$", "s".repeat(1_000))).unwrap_err(),
        ForeignError::Unknown
    );
}
