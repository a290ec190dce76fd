//! Two hundred people of one company come at the same moment (COM-2): one owner, nobody twice, each mail once.

use crate::joining_kit::*;
use crate::licenses::license;
use crate::*;
use gatehouse_companies::tables::company as companies;
use gatehouse_db::sea_orm::{ConnectionTrait, EntityTrait as _, Statement};
use gatehouse_testkit::both_engines;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

const PEOPLE: usize = 200;
/// Who asks at the same moment.
const SEATS: usize = 50;
/// How often one who is asked to come again does.
const AGAIN: u32 = 2_000;
const PAUSE: Duration = Duration::from_millis(200);

async fn count(world: &World, kind: &str) -> i64 {
    let db = &world.app.db;
    let text = "select count(*) as n from mail where kind = $1";
    let statement = Statement::from_sql_and_values(db.backend(), text, [kind.into()]);
    db.reader().query_one_raw(statement).await.unwrap().unwrap().try_get("", "n").unwrap()
}

both_engines! {
    /// COM-2
    async fn two_hundred_people_join_at_once(world: World) {
        license(&world, "CODE-1", false).await;
        for n in 0..PEOPLE {
            register(&world, &format!("p{n}@acme.example.com"), "CODE-1").await;
        }
        let links: Vec<String> = world.mails().await.iter().map(gatehouse_testkit::ReadMail::link).collect();
        assert_eq!(links.len(), PEOPLE);
        // As many as a server has connections for; it hashes fewer passwords at once, and asks the others to come again.
        let seats = Arc::new(Semaphore::new(SEATS));
        let all = links.into_iter().map(|link| {
            let mut browser = world.browser();
            let seats = seats.clone();
            tokio::spawn(async move {
                let form = [("token", token(&link)), ("password", PASSWORD), ("again", PASSWORD)];
                let _seat = seats.acquire().await.unwrap();
                for _ in 0..AGAIN {
                    let answer = browser.post("/companies/activate", &form).await;
                    if !answer.status.is_server_error() {
                        return answer.location();
                    }
                    // As a browser that was told when to come again.
                    tokio::time::sleep(PAUSE).await;
                }
                panic!("never activated");
            })
        });
        for one in all.collect::<Vec<_>>() {
            assert_eq!(one.await.unwrap(), "/c/acme-inc");
        }
        let found = companies::Entity::find().all(world.app.db.reader()).await.unwrap();
        assert_eq!(found.len(), 1, "one company");
        let members = members_of(&world, found[0].id).await;
        assert_eq!(members.len(), PEOPLE);
        let accounts: BTreeSet<Uuid> = members.iter().map(|row| row.account_id).collect();
        assert_eq!(accounts.len(), PEOPLE, "nobody twice");
        assert!(members.iter().any(|row| row.id == found[0].owner_member_id));
        assert!(members.iter().all(|row| row.rights_own.is_empty()), "nobody has rights but the owner");
        world.run_jobs().await;
        assert_eq!(count(&world, "companies.news").await, PEOPLE as i64 - 1);
        assert_eq!(count(&world, "companies.active").await, PEOPLE as i64);
    }
}
