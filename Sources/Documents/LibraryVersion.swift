import CLibYAML

/// The version of the libyaml that the program runs with, `0.2.5`.
public var yamlLibraryVersion: String { String(cString: yaml_get_version_string()) }
