//! What a stolen database gives: nothing to try passwords on (PRI-13).

use gatehouse_accounts::actions::create_confirmed::{CreateConfirmed, create_confirmed};
use gatehouse_accounts::actions::sign_in::{Here, SignIn, sign_in};
use gatehouse_context::old_columns;
use gatehouse_core::{Actor, Lang, Personal, Role, Secret, Uuid};
use gatehouse_db::sea_orm::{ConnectionTrait, Statement};
use gatehouse_passwords::{Cost, HashPool};
use gatehouse_staff::{NewMember, create_member};
use gatehouse_testkit::{TestEngine, World, both_engines};
use gatehouse_web::human::HumanAnswer;

/// An attacker with a dump tries these first.
const WORDS: [&str; 5] =
    ["Harbor-Lamp-27", "Correct-Horse-7", "Lantern-Keeper-3", "Summer-2026-Sea", "Rk7%wzq4-Lantern"];

pub(crate) async fn customer(world: &World, email: &str, password: &str) -> Uuid {
    let input = CreateConfirmed {
        email: email.into(),
        password: password.to_owned().into(),
        name: String::new(),
        lang: Lang::En,
        country: "JP".into(),
        region: "Tokyo".into(),
        zone: String::new(),
    };
    create_confirmed(&world.cx(), input).await.unwrap()
}

pub(crate) async fn member(world: &World, email: &str, password: &str) -> Uuid {
    let new = NewMember {
        email: Personal(email.to_owned()),
        name: Personal("Clara Clerk".to_owned()),
        roles: vec![Role::Support],
        lang: Lang::En,
        password: Some(Secret::new(password.to_owned())),
        totp_secret: None,
    };
    create_member(&world.cx(), new).await.unwrap().id
}

/// Everything that a thief gets: the raw bytes of the embedded database with its log, the rows of the other.
async fn stolen(world: &World) -> Vec<u8> {
    match world.engine {
        TestEngine::Sqlite => {
            let file = world.database_url.strip_prefix("sqlite:").unwrap();
            let mut bytes = std::fs::read(file).unwrap();
            bytes.extend(std::fs::read(format!("{file}-wal")).unwrap_or_default());
            bytes
        }
        TestEngine::Postgres => world.dump().await.into_bytes(),
    }
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

pub(crate) async fn signs_in(world: &World, email: &str, password: &str) -> bool {
    let input = SignIn {
        email: email.into(),
        password: password.to_owned().into(),
        zone: String::new(),
        here: Here::default(),
        human: HumanAnswer::default(),
        attaching: None,
    };
    sign_in(&world.cx_as(Actor::Visitor), input).await.is_ok()
}

async fn set(world: &World, text: &str, values: Vec<gatehouse_db::sea_orm::Value>) {
    let db = &world.app.db;
    db.writer().execute_raw(Statement::from_sql_and_values(db.backend(), text, values)).await.unwrap();
}

both_engines! {
    /// PRI-13
    async fn a_five_word_list_opens_no_password_hash_of_a_dump(world: World) {
        customer(&world, "aiko@example.com", WORDS[0]).await;
        member(&world, "clara@vendor.example", WORDS[4]).await;
        let form = [("email", "new@example.com"), ("password", WORDS[1]), ("again", WORDS[1])];
        world.browser().post_as_human("/register", &form).await;
        assert!(signs_in(&world, "aiko@example.com", WORDS[0]).await);
        let bytes = stolen(&world).await;
        assert!(bytes.len() > 1_000, "the control look: there is a dump");
        // Without a hash there is nothing to try the words on.
        for text in ["$argon2", "argon2id"].iter().chain(&WORDS) {
            assert!(!holds(&bytes, text), "{text}");
        }
    }

    /// PRI-13
    async fn hashes_of_an_earlier_version_are_sealed_at_the_start_and_still_open(world: World) {
        let account = customer(&world, "aiko@example.com", WORDS[0]).await;
        let clerk = member(&world, "clara@vendor.example", WORDS[4]).await;
        let pool = world.app.services.get::<HashPool>().unwrap();
        for (table, id, word, name) in [
            ("account", account, WORDS[2], gatehouse_accounts::actions::passwords::SEALED),
            ("staff", clerk, WORDS[3], gatehouse_staff::actions::passwords::SEALED),
        ] {
            let phc = pool.hash(&gatehouse_guard::Asker::program(), word.to_owned().into(), [7; 16]).await.unwrap();
            let text = format!("update {table} set password_hash = $1, password_sealed = null where id = $2");
            set(&world, &text, vec![phc.into(), id.into()]).await;
            set(&world, "delete from subject_key where id = $1", vec![old_columns::mark_id(name).into()]).await;
        }
        // That version stated no rights under seal either.
        set(&world, "update staff set rights_sealed = null where id = $1", vec![clerk.into()]).await;
        let mark = old_columns::mark_id(gatehouse_staff::actions::grant::SEALED);
        set(&world, "delete from subject_key where id = $1", vec![mark.into()]).await;
        assert!(holds(&stolen(&world).await, "$argon2"), "the control look");
        for module in &world.modules {
            module.started(&world.app).await.unwrap();
        }
        assert!(signs_in(&world, "aiko@example.com", WORDS[2]).await);
        let mut browser = world.browser();
        let form = [("email", "clara@vendor.example"), ("password", WORDS[3])];
        assert_eq!(browser.post("/staff/sign-in", &form).await.status.as_u16(), 303);
        assert!(!holds(&stolen(&world).await, "$argon2"));
    }

    /// PRI-13
    async fn a_hash_that_was_moved_or_planted_opens_nothing(world: World) {
        let aiko = customer(&world, "aiko@example.com", WORDS[0]).await;
        let boris = customer(&world, "boris@example.com", WORDS[1]).await;
        // Boris knows their own password, and puts its sealed hash into Aiko's row.
        let text = "update account set password_sealed = (select password_sealed from account where id = $1) where id = $2";
        set(&world, text, vec![boris.into(), aiko.into()]).await;
        assert!(!signs_in(&world, "aiko@example.com", WORDS[1]).await);
        let phc = HashPool::new(1, Cost::Cheap).hash(&gatehouse_guard::Asker::program(), WORDS[1].to_owned().into(), [7; 16]).await.unwrap();
        set(&world, "update account set password_hash = $1 where id = $2", vec![phc.into(), aiko.into()]).await;
        assert!(!signs_in(&world, "aiko@example.com", WORDS[1]).await);
        for module in &world.modules {
            module.started(&world.app).await.unwrap();
        }
        assert!(!signs_in(&world, "aiko@example.com", WORDS[1]).await);
        assert!(signs_in(&world, "boris@example.com", WORDS[1]).await, "the control look");
    }
}
