import ArgumentParser

/// The command line: every command reads plans, asks the planner, and renders one report.
@main
struct Headroom: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "headroom",
    abstract: "Plan AI hardware: training, fine-tuning and serving, with every figure traced.",
    discussion: """
      A plan file in YAML says what is wanted; hardware plugins say what can be had, how fast it \
      runs and what it costs; the answer is a comparison of total costs.

        headroom estimate Plans/inference-only.yaml
        headroom compare Plans/train-from-scratch.yaml Plans/inference-only.yaml
        headroom explain Plans/train-from-scratch.yaml pretrain.accelerator-hours

      Exit codes: 0 done, 1 a file is wrong, unreadable or unwritable, 2 \
      'diff --exit-code' found a difference, 3 a check failed, 4 nothing on the \
      list can do it, 64 wrong usage, 70 a fault of the program itself, 130 \
      interrupted, 143 ended. Every code but 0 says why on standard error.
      """,
    version: "0.1.0",
    subcommands: [
      EstimateCommand.self, CompareCommand.self, DiffCommand.self, ExplainCommand.self,
      SweepCommand.self, ReportCommand.self, ValidateCommand.self,
      HardwareCommand.self, PricesCommand.self, AccuracyCommand.self, ImportCommand.self,
      InitCommand.self, SchemaCommand.self, DoctorCommand.self,
    ],
    defaultSubcommand: EstimateCommand.self)
}
