//! The machine that the figures come from.

use std::process::Command;

/// Processor, cores, memory, kernel, compiler, in one line.
pub fn description() -> String {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let cpuinfo = read("/proc/cpuinfo");
    let model = cpuinfo
        .lines()
        .find_map(|line| line.strip_prefix("model name").and_then(|rest| rest.split_once(':')))
        .map_or("unknown processor", |(_, name)| name.trim());
    let memory = read("/proc/meminfo")
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:"))
        .and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok())
        .map_or_else(|| "unknown memory".to_owned(), |kib| format!("{:.1} GiB", kib as f64 / 1_048_576.0));
    let kernel = read("/proc/sys/kernel/osrelease");
    let kernel = if kernel.is_empty() { std::env::consts::OS.to_owned() } else { format!("Linux {}", kernel.trim()) };
    let compiler = Command::new("rustc")
        .arg("--version")
        .output()
        .ok()
        .and_then(|output| String::from_utf8(output.stdout).ok())
        .map_or_else(|| "unknown rustc".to_owned(), |text| text.trim().to_owned());
    format!("{model}, {cores} cores, {memory}, {kernel}, {compiler}")
}

fn read(path: &str) -> String {
    // Elsewhere than on Linux the file is missing and the description shorter.
    std::fs::read_to_string(path).unwrap_or_default()
}
