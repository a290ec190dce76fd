//! `cargo xtask check-plan`: every module has the files of ARCHITECTURE.md's floor plan, no import goes against it, words stand where they
//! are raised, and no file is too long. It reads text and compiles nothing, so it is done in a second.

mod exceptions;
mod house;
mod rules;
mod source;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use crate::Failure;
use crate::place::Place;
use exceptions::{Exceptions, Verdict};

/// Where the exceptions stand, below the checkout.
const EXCEPTIONS: &str = ".config/plan.txt";

/// What to do besides.
#[derive(clap::Args)]
pub struct Options {
    /// Take out of .config/plan.txt what is not needed any more.
    #[arg(long)]
    shrink: bool,
}

/// Names everything that the plan does not allow, file and line.
pub fn check_plan(place: &Place, options: &Options) -> Result<ExitCode, Failure> {
    let verdict = verdict(&place.root)?;
    if options.shrink {
        let stored = read(&place.root, EXCEPTIONS)?;
        std::fs::write(place.root.join(EXCEPTIONS), verdict.needed.write(&stored))
            .map_err(|error| format!("{EXCEPTIONS}: {error}"))?;
        return check_plan(place, &Options { shrink: false });
    }
    for wrong in &verdict.wrong {
        println!("{wrong}");
    }
    Ok(if verdict.wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The same as a part of `cargo xtask test`: whether all is as planned.
pub fn is_kept(place: &Place) -> Result<bool, Failure> {
    check_plan(place, &Options { shrink: false }).map(|code| code == ExitCode::SUCCESS)
}

/// What the plan does not allow in a checkout, in sentences.
pub fn wrong(root: &Path) -> Result<Vec<String>, Failure> {
    verdict(root).map(|verdict| verdict.wrong)
}

fn verdict(root: &Path) -> Result<Verdict, Failure> {
    let plan = floor_plan(&read(root, "ARCHITECTURE.md")?)?;
    let exceptions =
        Exceptions::read(&read(root, EXCEPTIONS)?).map_err(|failure| format!("{EXCEPTIONS}: {failure}"))?;
    let packages = house::packages(root)?;
    Ok(exceptions.judge(&rules::findings(root, &plan, &packages)?))
}

fn read(root: &Path, file: &str) -> Result<String, Failure> {
    std::fs::read_to_string(root.join(file)).map_err(|error| format!("{file}: {error}"))
}

/// The names below `src/` in the block of the section on the floor plan: `  src/model/       types and pure rules`.
fn floor_plan(architecture: &str) -> Result<BTreeSet<String>, Failure> {
    let section = architecture.split_once("floor plan\n").map_or("", |(_, rest)| rest);
    let block = section.split("```").nth(1).unwrap_or_default();
    let name = |line: &str| {
        let name = line.trim_start().strip_prefix("src/")?.split_whitespace().next()?;
        Some(name.trim_end_matches('/').trim_end_matches(".rs").to_owned())
    };
    let names: BTreeSet<String> = block.lines().filter_map(name).collect();
    if names.is_empty() { Err("ARCHITECTURE.md shows no floor plan".to_owned()) } else { Ok(names) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARCHITECTURE: &str = "# A\n\n## A room's floor plan\n\n```\ncrates/x/\n  src/lib.rs    the plug\n  src/model/    types\n  \
                                src/api/  src\n  src/queries/  reads\n  src/pages/    HTML\n  src/actions/  changes\n  src/events.rs words\n```\n";

    /// A checkout with the modules `apples` and `pears`, and `web` below them, all as planned but for these files.
    fn checkout(files: &[(&str, &str)], exceptions: &str) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        let sound = [
            ("ARCHITECTURE.md", ARCHITECTURE),
            (".config/plan.txt", exceptions),
            ("kits/web/Cargo.toml", "[package]\nname = \"gatehouse-web\"\n"),
            ("kits/web/src/lib.rs", "pub trait Module {}\n"),
            (
                "crates/apples/Cargo.toml",
                "[package]\nname = \"apples\"\n\n[dependencies]\ngatehouse-web.workspace = true\n",
            ),
            ("crates/apples/src/lib.rs", "impl Module for Apples {}\n"),
            ("crates/apples/src/events.rs", "(\"apple.picked\", 1), (\"apple.eaten\", 2)\n"),
            ("crates/pears/Cargo.toml", "[package]\nname = \"pears\"\n"),
            ("crates/pears/src/lib.rs", "impl Module for Pears {}\n"),
            ("crates/tool/Cargo.toml", "[package]\nname = \"tool\"\n"),
            ("crates/tool/src/main.rs", "const TOLD: &str = \"apple.picked\";\n"),
        ];
        for (path, text) in sound.iter().chain(files) {
            let path = root.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        root
    }

    fn wrong(files: &[(&str, &str)]) -> Vec<String> {
        super::wrong(checkout(files, "").path()).unwrap()
    }

    #[test]
    fn a_house_as_planned_has_nothing_wrong() {
        let files = [
            ("crates/apples/src/api/mod.rs", "use crate::{actions::pick, queries};\n// crate::pages\n"),
            ("crates/apples/src/queries/list.rs", "use super::super::model;\nuse gatehouse_web::List;\n"),
            ("crates/apples/src/pages/list.rs", "use crate::{actions, queries};\nconst A: &str = \"apple.picked\";\n"),
            ("crates/pears/src/model/pear.rs", "/// As `gatehouse_web::view` shows it.\npub struct Pear;\n"),
        ];
        assert!(wrong(&files).is_empty(), "{:?}", wrong(&files));
    }

    #[test]
    fn a_name_that_the_plan_lacks_is_found() {
        let found = wrong(&[("crates/pears/src/helpers.rs", ""), ("crates/pears/src/utils/mod.rs", "")]);
        assert_eq!(
            found,
            [
                "crates/pears/src/helpers.rs: `helpers.rs` is not in the floor plan of ARCHITECTURE.md [name]",
                "crates/pears/src/utils: `utils` is not in the floor plan of ARCHITECTURE.md [name]",
            ]
        );
    }

    #[test]
    fn imports_against_the_plan_are_found_with_their_lines() {
        let found = wrong(&[
            ("crates/apples/src/api/orders.rs", "use crate::{\n    actions,\n    pages::frame::{Asked, Ids},\n};\n"),
            ("crates/apples/src/api/mod.rs", "fn f() { super::pages::g(); }\n"),
            ("crates/apples/src/queries/list.rs", "use super::super::actions::look;\n"),
            ("crates/pears/src/model/pear.rs", "\nuse gatehouse_web::view::Badge;\n"),
        ]);
        let places: Vec<&str> = found.iter().map(|line| line.split(": ").next().unwrap()).collect();
        assert_eq!(
            places,
            [
                "crates/apples/src/api/mod.rs:1",
                "crates/apples/src/api/orders.rs:3",
                "crates/apples/src/api/orders.rs:3",
                "crates/pears/src/model/pear.rs:2",
                "crates/apples/src/queries/list.rs:1",
            ]
        );
    }

    #[test]
    fn words_of_a_module_stand_in_no_other_and_in_nothing_below() {
        let found = wrong(&[
            ("crates/pears/src/pages/log.rs", "match word { \"apple.picked\" => 1, \"apple.\" => 2, _ => 3 }\n"),
            ("kits/web/src/badge.rs", "\n// \"apple.eaten\"\nconst SCOPE: &str = \"apples:write\";\n"),
            ("kits/web/src/other.rs", "let x = \"apple.json\"; let y = \"the apple.\"; let z = \"https://a\";\n"),
        ]);
        assert_eq!(
            found,
            [
                "crates/pears/src/pages/log.rs:1: \"apple.picked\" is a word of the module apples [word]",
                "crates/pears/src/pages/log.rs:1: \"apple.\" is a word of the module apples [word]",
                "kits/web/src/badge.rs:3: \"apples:write\" is a word of the module apples [word]",
            ]
        );
    }

    #[test]
    fn a_long_file_is_found_wherever_it_stands() {
        let long = "\n".repeat(351);
        let files =
            [("crates/tool/tests/it.rs", long.as_str()), ("web/package.json", "{}"), ("web/src/a.ts", long.as_str())];
        assert_eq!(
            wrong(&files),
            [
                "crates/tool/tests/it.rs: 351 lines, more than 350 [length]",
                "web/src/a.ts: 351 lines, more than 350 [length]",
            ]
        );
    }

    #[test]
    fn an_exception_lasts_as_long_as_it_is_needed() {
        let files = [("crates/pears/src/helpers.rs", "")];
        let needed = checkout(&files, "name pears/src/helpers.rs 1\n");
        assert!(verdict(needed.path()).unwrap().wrong.is_empty());
        let idle = checkout(&[], "name pears/src/helpers.rs 1\n");
        assert_eq!(verdict(idle.path()).unwrap().wrong.len(), 1);
    }

    #[test]
    fn a_house_without_plan_or_modules_is_refused() {
        assert!(floor_plan("# A\n").is_err());
        let root = checkout(&[("crates/apples/src/lib.rs", ""), ("crates/pears/src/lib.rs", "")], "");
        assert!(verdict(root.path()).is_err());
    }
}
