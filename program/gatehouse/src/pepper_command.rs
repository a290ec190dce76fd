//! `gatehouse keys rotate-pepper` and `drop-peppers`: turning the key of look-ups while nodes run.

use crate::install::Installed;
use gatehouse_context::{App, audit_seal, peppers, subject};
use gatehouse_core::{Fault, Random, SystemRandom};
use gatehouse_web::Module;
use std::sync::Arc;
use std::time::Duration;

/// Running nodes read the key file within [`peppers::EVERY_SECONDS`]; some more for one that is busy.
const HEARD: Duration = Duration::from_secs(3 * peppers::EVERY_SECONDS);

/// Puts the next pepper into the key file, for nodes that have copies of it; nothing is made with it yet.
pub async fn prepare(installed: Installed) -> Result<String, Fault> {
    let version = installed.site.app.keys.prepare_pepper(&SystemRandom)?;
    let file = installed.config.key_file();
    installed.close().await?;
    Ok(format!(
        "pepper version {version} waits in {}: copy that file to every node that has a copy of its own, then run \
         gatehouse keys rotate-pepper here",
        file.display()
    ))
}

/// Turns the pepper. Whatever was stopped before goes on where it was.
pub async fn rotate(installed: Installed) -> Result<String, Fault> {
    let (app, modules) = (&installed.site.app, &installed.site.modules);
    let version = begin(app, &SystemRandom).await?;
    // Nobody makes anything with it before everybody knows it.
    tokio::time::sleep(HEARD).await;
    use_it(app, version, &SystemRandom).await?;
    // Nothing is moved before everybody makes new things with it: what a node makes under the one before is moved too.
    tokio::time::sleep(HEARD).await;
    let moved = go_on(app, modules, version, &SystemRandom).await?;
    let file = installed.config.key_file();
    installed.close().await?;
    Ok(format!(
        "pepper version {version}: {moved} rows moved. Nodes with the same {} go on by themselves; copy it to every node that \
         has a copy of its own. The pepper before is still accepted; gatehouse keys drop-peppers takes it away",
        file.display()
    ))
}

/// The first half: the pepper is in the file, waiting, and all nodes are told. Answers its version; one whose rotation was
/// not finished comes again.
pub async fn begin(app: &Arc<App>, random: &dyn Random) -> Result<i64, Fault> {
    let used = app.keys.pepper_version();
    let version = if peppers::finished(app).await? < used { used } else { app.keys.prepare_pepper(random)? };
    peppers::announce(app, version).await?;
    Ok(version)
}

/// All nodes are told to make what lives short, and new rows, with it.
async fn use_it(app: &Arc<App>, version: i64, random: &dyn Random) -> Result<(), Fault> {
    if app.keys.pepper_version() < version {
        app.keys.rotate_pepper(random)?;
    }
    peppers::take_into_use(app, version).await
}

/// The second half: it is taken into use and what lasts is moved. Can be stopped at any point; [`begin`] finds it again.
pub async fn go_on(
    app: &Arc<App>,
    modules: &[Box<dyn Module>],
    version: i64,
    random: &dyn Random,
) -> Result<u64, Fault> {
    use_it(app, version, random).await?;
    let mut moved = 0;
    for module in modules {
        moved += module.move_lookups(app, version).await?;
    }
    subject::prove_anew(app).await?;
    peppers::finish(app, version).await?;
    Ok(moved)
}

/// Takes the peppers before the newest out of the key file, unless something would not be found any more without them.
/// `even_if_left`: then too. What lives short ends with them in any case: sessions, links, known browsers, human checks on
/// the screen, and renew tokens of products that were not online since the rotation.
pub async fn drop_old(installed: Installed, even_if_left: bool) -> Result<String, Fault> {
    let app = &installed.site.app;
    let version = app.keys.pepper_version();
    if app.keys.pepper_versions().into_iter().all(|known| known >= version) {
        return Err(Fault::new("there is no older pepper"));
    }
    if peppers::finished(app).await? < version {
        return Err(Fault::new("the rotation is not finished: run gatehouse keys rotate-pepper again"));
    }
    let left = left_under(app, &installed.site.modules, version).await?;
    if !left.is_empty() && !even_if_left {
        return Err(Fault::new(format!("still under an older pepper: {}", left.join("; "))));
    }
    let until = audit_seal::end(&app.db, app.clock.now()).await?;
    app.keys.drop_peppers_below(version, until)?;
    installed.close().await?;
    Ok(format!("only pepper version {version} is left; running nodes know the older ones until they are started again"))
}

/// What would not be found any more, in words.
pub async fn left_under(app: &Arc<App>, modules: &[Box<dyn Module>], version: i64) -> Result<Vec<String>, Fault> {
    let mut left = Vec::new();
    let repeated = peppers::left(app, "idempotency", version).await?;
    if repeated > 0 {
        left.push(format!("idempotency keys of the last 3 days ({repeated})"));
    }
    for module in modules {
        let found = module.left_under(app, version).await?;
        left.extend(found.into_iter().filter(|(_, rows)| *rows > 0).map(|(what, rows)| format!("{what} ({rows})")));
    }
    Ok(left)
}
